"""The people of a case in their legal roles, what they declare of themselves, and how that was weighed."""

from django.db import models

from fanlight.casework.models.matters import Case
from fanlight.casework.models.people import Account


class Party(models.Model):
    """Somebody with a legal role in a case. `told_on` and `told_how` are the applicant's statement that they told them."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    is_company = models.BooleanField(default=False)
    address = models.TextField(blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="parties")
    told_on = models.DateField(null=True, blank=True)
    told_how = models.CharField(max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)


class Declaration(models.Model):
    """What a party declares of itself (canonical JSON in the words of `facts/`): criminal-offence data, kept apart. Never changed."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="declarations")
    document = models.TextField()
    signed_as = models.CharField(max_length=200)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Weighing(models.Model):
    """How an officer weighed whether a party is fit and proper for a role, with the reasons. Never changed."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="weighings")
    standing = models.CharField(max_length=20)
    reasons = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
