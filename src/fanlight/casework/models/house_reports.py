"""Houses that may need a licence: what is known of them before any case, and what anybody reported of them."""

from django.db import models
from django.db.models import Q

from fanlight.casework.models.matters import Case, House
from fanlight.casework.models.papers import StoredFile
from fanlight.casework.models.people import Account, Council


class HouseKnown(models.Model):
    """What is known or suspected of a house besides its cases, and where that came from first; None and empty where nobody knows."""

    house = models.OneToOneField(House, on_delete=models.PROTECT, related_name="known")
    source = models.CharField(max_length=200)
    storeys = models.PositiveIntegerField(null=True, blank=True)
    persons = models.PositiveIntegerField(null=True, blank=True)
    words = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()


class HouseReport(models.Model):
    """What somebody without an account reported of a house, in their words.

    `followed_by` is the digest of the number it is followed by, which nobody but the reporter has. `house` is the house an officer matched
    it to; with `closed_at` it repeats the entries, which are what counts.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="house_reports")
    followed_by = models.CharField(max_length=64, unique=True)
    kinds = models.JSONField(default=list)
    is_danger = models.BooleanField(default=False)
    address = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    uprn = models.CharField(max_length=12, blank=True)
    storeys = models.PositiveIntegerField(null=True, blank=True)
    persons = models.PositiveIntegerField(null=True, blank=True)
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    house = models.ForeignKey(House, null=True, blank=True, on_delete=models.PROTECT, related_name="reports")
    entries_made = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_because = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_because="") | (Q(closed_at__isnull=False) & ~Q(closed_because="")),
                name="a_report_closed_has_its_reason",
            )
        ]
        indexes = [models.Index(fields=["council", "closed_at", "id"], name="house_reports_open")]


class Reporter(models.Model):
    """How whoever reported a house can be reached, if they said so. The row is deleted in time; nothing of it stands anywhere else."""

    report = models.OneToOneField(HouseReport, on_delete=models.PROTECT, related_name="reporter")
    name = models.CharField(max_length=200, blank=True)
    reached_by = models.CharField(max_length=300)


class HouseReportEntry(models.Model):
    """One thing an officer did about a report. `told` is what the reporter reads of it. Never changed, only followed by another."""

    report = models.ForeignKey(HouseReport, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    words = models.TextField(blank=True)
    told = models.TextField(blank=True)
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="house_reports")
    about = models.JSONField(default=dict)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="one_report_entry_a_number")]


class HouseReportPhotograph(StoredFile):
    """A photograph that came with a report, from nobody who has an account."""

    report = models.ForeignKey(HouseReport, on_delete=models.PROTECT, related_name="photographs")
    by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")  # type: ignore[assignment]
