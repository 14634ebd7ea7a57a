"""Keys of other systems, and licences that were entered from a register instead of being granted here."""

from django.db import models

from fanlight.casework.models.licences import Licence
from fanlight.casework.models.people import Account, Council


class ApiKey(models.Model):
    """A key with which another system asks for a council. Only its digest is kept, with the beginning by which people know it."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="api_keys")
    name = models.CharField(max_length=100)
    begins = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    made_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    last_on = models.DateField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)


class LicenceEntered(models.Model):
    """That a licence was entered from a register: from which source and row, what it said there, and what it did not say. Never changed."""

    licence = models.OneToOneField(Licence, on_delete=models.PROTECT, related_name="entered")
    source = models.CharField(max_length=200)
    row = models.PositiveIntegerField()
    said = models.TextField()
    missing = models.JSONField(default=list)
    key = models.ForeignKey(ApiKey, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
