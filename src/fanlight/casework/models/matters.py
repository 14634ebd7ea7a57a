"""Houses and cases: what moves through a step table, each step taken, what was found of its needs, and its deadlines."""

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Lower, Replace, Upper

from fanlight.casework.models.people import Account, Council


def _without(name: str, signs: str, instead: str = "") -> models.Expression | F:
    """A column without some signs, worked out by the database itself."""
    found: models.Expression | F = F(name)
    for sign in signs:
        found = Replace(found, Value(sign), Value(instead))
    return found


class House(models.Model):
    """A building or part that may be an HMO, as its council knows it.

    `easting` and `northing` are metres on the British National Grid, where the council has placed it. The keys are what people look for:
    the postcode as capitals without spaces, and the words of the address each after one space.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="houses")
    uprn = models.CharField(max_length=12, blank=True)
    address = models.CharField(max_length=300)
    postcode = models.CharField(max_length=8, blank=True, db_index=True)
    ward = models.CharField(max_length=80, blank=True)
    easting = models.PositiveIntegerField(null=True, blank=True)
    northing = models.PositiveIntegerField(null=True, blank=True)
    postcode_key = models.GeneratedField(
        expression=Upper(_without("postcode", " ")), output_field=models.CharField(max_length=8), db_persist=True
    )
    address_key = models.GeneratedField(
        expression=Lower(Concat(Value(" "), _without("address", ",.;'’/\n-", " "))), output_field=models.CharField(max_length=301),
        db_persist=True,
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "uprn"], condition=~Q(uprn=""), name="one_house_a_uprn"),
            models.CheckConstraint(
                condition=Q(easting__isnull=True, northing__isnull=True) | Q(easting__isnull=False, northing__isnull=False),
                name="a_place_has_easting_and_northing",
            ),
        ]
        indexes = [
            models.Index(fields=["council", "postcode_key"], name="houses_by_postcode"),
            models.Index(fields=["council", "address_key"], name="houses_by_address"),
            models.Index(fields=["council", "easting", "northing"], name="houses_by_place"),
        ]


class Case(models.Model):
    """One matter under one step table of the law.

    `table` names it (application, licence, variation, ...). `state`, `steps` and `moved_at` repeat the last step taken, so that lists
    can be read at once; they are written in the same transaction and the steps are what counts. `parent` is the case of the licence
    that is to be varied or revoked, or that holds the decision under appeal.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="cases")
    house = models.ForeignKey(House, on_delete=models.PROTECT, related_name="cases")
    table = models.CharField(max_length=40)
    kind = models.CharField(max_length=40, blank=True)
    reference = models.CharField(max_length=40)
    state = models.CharField(max_length=40)
    steps = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    is_ended = models.BooleanField(default=False)
    next_due_on = models.DateField(null=True, blank=True)
    officer = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="cases_worked")
    applicant = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="cases_applied")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    decision = models.ForeignKey("StepTaken", null=True, blank=True, on_delete=models.PROTECT, related_name="appeals")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "reference"], name="one_case_a_reference")]
        indexes = [
            models.Index(fields=["council", "is_ended", "next_due_on", "id", "state"], name="cases_open_by_due"),
            models.Index(fields=["council", "table", "state", "id"], name="cases_by_state"),
            models.Index(fields=["officer", "is_ended", "next_due_on", "id"], name="cases_of_officer"),
        ]


class StepTaken(models.Model):
    """One step of a case: which, from and to which state, by whom in which role, and under the law of which day. Never changed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps_taken")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=60)
    from_state = models.CharField(max_length=40)
    state = models.CharField(max_length=40)
    role = models.CharField(max_length=40)
    by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    on = models.DateField()
    reasons = models.TextField(blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="one_step_a_number")]


class NeedRecorded(models.Model):
    """How a named person found that a need of the law stands, and why. The latest of a need counts; none is ever changed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="needs_recorded")
    need = models.CharField(max_length=60)
    standing = models.CharField(max_length=20)
    reasons = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Deadline(models.Model):
    """A period of the law that began with a step, with its last day and the working. `closed_at` says when it stopped to matter."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="deadlines")
    step = models.ForeignKey(StepTaken, on_delete=models.PROTECT, related_name="deadlines")
    name = models.CharField(max_length=60)
    who = models.CharField(max_length=60)
    does = models.CharField(max_length=300)
    start_on = models.DateField()
    last_on = models.DateField(null=True, blank=True)
    working = models.JSONField(default=list)
    doubts = models.JSONField(default=list)
    cited = models.CharField(max_length=400)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["case", "closed_at", "last_on"], name="deadlines_open")]


class Note(models.Model):
    """What an officer wrote on a case for colleagues. Never changed, only followed by another."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    words = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class ChangeReported(models.Model):
    """A change that somebody of a case reported to the council. Never changed, only followed by another.

    One that came by letter was entered `by` an officer; `reported_by` then names who wrote, `received_on` when that came, and `upload` is
    the number of the paper among the case's files.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="changes_reported")
    kind = models.CharField(max_length=80)
    words = models.TextField()
    happened_on = models.DateField(null=True, blank=True)
    reported_by = models.CharField(max_length=200, blank=True)
    received_on = models.DateField(null=True, blank=True)
    upload = models.PositiveIntegerField(null=True, blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class ChangeAnswered(models.Model):
    """What an officer did about a change that was reported, and the matter it led to. Never changed, only followed by another."""

    change = models.ForeignKey(ChangeReported, on_delete=models.PROTECT, related_name="answers")
    words = models.TextField()
    led_to = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
