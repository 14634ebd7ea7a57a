"""What was paid in a case, and what was said of what its fee depends on."""

from django.db import models

from fanlight.casework.models.matters import Case
from fanlight.casework.models.people import Account


class Payment(models.Model):
    """Money received or given back (negative), in pence, for one part of the fee. Never changed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="payments")
    part = models.CharField(max_length=20)
    pence = models.IntegerField()
    method = models.CharField(max_length=40)
    reference = models.CharField(max_length=80, unique=True)
    at = models.DateTimeField()


class Circumstance(models.Model):
    """Whether something that lowers a fee is so in a case, in the word of the council's table: the latest counts. Never changed.

    `answer` is None where it was said not to be known. An officer's correction has its reasons.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="circumstances")
    word = models.CharField(max_length=80)
    answer = models.BooleanField(null=True, blank=True)
    reasons = models.TextField(blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
