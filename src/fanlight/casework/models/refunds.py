"""Money given back: of which payment, why, and who decided it."""

from django.db import models

from fanlight.casework.models.money import Payment
from fanlight.casework.models.people import Account


class GivenBack(models.Model):
    """Why a payment, or part of one, was given back. `payment` is the row that takes it off, `of` what had been paid. Never changed."""

    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, related_name="given_back")
    of = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    reasons = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
