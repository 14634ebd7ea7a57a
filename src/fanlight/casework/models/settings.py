"""What an administrator sets for a council: its tables of fees, its licensing schemes, how long it keeps what, and what must stay."""

from django.db import models

from fanlight.casework.models.fire import FireRecord
from fanlight.casework.models.house_reports import HouseReport
from fanlight.casework.models.matters import Case
from fanlight.casework.models.people import Account, Council
from fanlight.casework.models.record import Event


class FeesKept(models.Model):
    """A council's table of fees from a day on, in the format of its file (`fees.yaml`). Never changed: the next table follows it."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="fee_tables")
    from_on = models.DateField()
    document = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Designation(models.Model):
    """A licensing scheme as it was designated, by its name; the latest of a name counts. Never changed.

    `content` has the words of a scheme's file, and `map` is the area as GeoJSON where it is no list of wards.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="designations")
    name = models.SlugField()
    content = models.JSONField(default=dict)
    map = models.TextField(blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class RetentionPeriod(models.Model):
    """For how many months a council keeps a kind of personal data, and why; the latest of a kind counts. Never changed.

    `months` is None where the council took its choice back: then nothing of the kind is erased.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="retention_periods")
    kind = models.CharField(max_length=40)
    months = models.PositiveIntegerField(null=True, blank=True)
    ground = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class LegalHold(models.Model):
    """That nothing of a case may be erased, from an instant until somebody lifts it, each with its reasons."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="legal_holds")
    reasons = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_reasons = models.TextField(blank=True)
    lifted_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=models.Q(lifted_at=None), name="one_open_hold_a_case"),
            models.CheckConstraint(
                condition=models.Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | models.Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="a_hold_lifted_has_its_who_and_when",
            ),
        ]


class Erasure(models.Model):
    """That a kind of personal data of a case, a report or a matter with the fire authority was erased, or of the council's messages (none).

    `event` says in the record what it was.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="erasures")
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="erasures")
    report = models.ForeignKey(HouseReport, null=True, blank=True, on_delete=models.PROTECT, related_name="erasures")
    matter = models.ForeignKey(FireRecord, null=True, blank=True, on_delete=models.PROTECT, related_name="erasures")
    kind = models.CharField(max_length=40)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="erasure")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "kind"], name="one_erasure_a_kind"),
            models.UniqueConstraint(fields=["report", "kind"], name="one_report_erasure_a_kind"),
            models.UniqueConstraint(fields=["matter", "kind"], name="one_matter_erasure_a_kind"),
            models.CheckConstraint(
                condition=models.Q(case=None, report=None) | models.Q(case=None, matter=None) | models.Q(report=None, matter=None),
                name="an_erasure_is_of_one_thing",
            ),
        ]
