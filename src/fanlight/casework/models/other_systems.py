"""What passes between the service and other systems: payments begun, what became of letters, and a council's gazetteer."""

from django.db import models

from fanlight.casework.models.matters import Case
from fanlight.casework.models.people import Account, Council
from fanlight.casework.models.record import Message


class PaymentOrder(models.Model):
    """A payment that somebody set out to make, kept before the provider is asked, so that none is lost if the service dies meanwhile.

    `over_at` is when nothing more could come of it: it was received, or the provider says that it failed (`said`).
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="payment_orders")
    part = models.CharField(max_length=20)
    reference = models.CharField(max_length=80, unique=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    over_at = models.DateTimeField(null=True, blank=True, db_index=True)
    said = models.CharField(max_length=300, blank=True)


class LetterReceipt(models.Model):
    """What the carrier of a message that was sent says of its delivery. One that was not delivered waits for an officer's answer."""

    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="receipt")
    arrival = models.CharField(max_length=20)
    said = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)


class GazetteerEntry(models.Model):
    """One address of a council's own gazetteer, as it was loaded last. `easting` and `northing` are metres on the National Grid."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="gazetteer")
    uprn = models.CharField(max_length=12)
    address = models.CharField(max_length=300)
    postcode = models.CharField(max_length=8)
    easting = models.PositiveIntegerField(null=True, blank=True)
    northing = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "uprn"], name="one_entry_a_uprn")]
        indexes = [models.Index(fields=["council", "postcode"], name="gazetteer_by_postcode")]
