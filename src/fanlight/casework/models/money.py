"""What was paid in a case."""

from django.db import models

from fanlight.casework.models.matters import Case


class Payment(models.Model):
    """Money received or given back (negative), in pence, for one part of the fee. Never changed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="payments")
    part = models.CharField(max_length=20)
    pence = models.IntegerField()
    method = models.CharField(max_length=40)
    reference = models.CharField(max_length=80, unique=True)
    at = models.DateTimeField()
