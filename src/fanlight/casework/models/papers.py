"""What is known of a house in a case: the form being filled in, surveys and assessments kept, uploads and departures."""

from django.db import models

from fanlight.casework.models.matters import Case
from fanlight.casework.models.people import Account


class Draft(models.Model):
    """A survey or form being filled in, saved at each page. `version` lets two people who write at once be told of it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="drafts")
    depth = models.CharField(max_length=20)
    document = models.JSONField(default=dict)
    done = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "depth"], name="one_draft_a_depth")]


class SurveyKept(models.Model):
    """A survey as it was handed in or recorded, as canonical JSON with its digest. Never changed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="surveys")
    number = models.PositiveIntegerField()
    depth = models.CharField(max_length=20)
    observed_on = models.DateField(null=True, blank=True)
    document = models.TextField()
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="one_survey_a_number")]


class AssessmentKept(models.Model):
    """One assessment of a survey kept, with its receipts and every finding, compressed JSON. Never changed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assessments")
    survey = models.ForeignKey(SurveyKept, on_delete=models.PROTECT, related_name="assessments")
    on = models.DateField()
    editions = models.JSONField(default=list)
    receipts = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    findings = models.BinaryField()
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class StoredFile(models.Model):
    """A file somebody gave: what it is by its content, where it is stored, and whether it was scanned; nothing is stored once erased."""

    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=80, unique=True)
    scan = models.CharField(max_length=40, default="not scanned")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class Upload(StoredFile):
    """A file of a case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="uploads")


class Departure(models.Model):
    """A standard departed from in this case, for a reason, by a named officer; the reason is printed. Never changed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="departures")
    edition = models.CharField(max_length=100)
    clause = models.CharField(max_length=200)
    subject = models.CharField(max_length=200, blank=True)
    is_withdrawn = models.BooleanField(default=False)
    reasons = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
