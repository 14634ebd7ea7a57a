"""Licences with their versions and conditions, the licence being drafted, and temporary exemptions."""

from django.db import models

from fanlight.casework.models.matters import Case, House, StepTaken
from fanlight.casework.models.papers import Upload
from fanlight.casework.models.people import Account, Council


class LicenceDraft(models.Model):
    """The licence that a case proposes, while officers write it. `content` has the shape of `licensing.licence_terms`."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="licence_draft")
    content = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()


class Licence(models.Model):
    """A licence that was granted. `case` is its own matter (granted, in force, ended); its terms stand in its versions.

    `application` is None where it was granted before this service and entered from a register.

    `current` is the version whose terms have taken effect, and the only one that counts for anybody. With its days, and the day on which a
    licence ended before its time or with it, it is repeated here so that the register can be searched at once; the versions and the steps
    of the case are where they come from.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="licences")
    house = models.ForeignKey(House, on_delete=models.PROTECT, related_name="licences")
    number = models.CharField(max_length=40)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="licence")
    application = models.OneToOneField(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="licence_granted")
    current = models.ForeignKey("LicenceVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "number"], name="one_licence_a_number")]
        indexes = [models.Index(fields=["council", "ended_on", "until_on", "from_on", "current"], name="licences_in_force")]


class LicenceVersion(models.Model):
    """The terms of a licence as granted or varied by one step. Never changed: the next version follows it.

    Of a licence entered from a register there is no step, and its numbers are None where the register does not say them.

    `particulars` are what the public register says of house and people, by the names of its layout; what is unknown is left out.
    """

    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    step = models.ForeignKey(StepTaken, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField()
    holder = models.CharField(max_length=200)
    manager = models.CharField(max_length=200, blank=True)
    persons = models.PositiveIntegerField(null=True, blank=True)
    households = models.PositiveIntegerField(null=True, blank=True)
    content = models.TextField()
    particulars = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["licence", "number"], name="one_version_a_number")]


class Condition(models.Model):
    """A condition of a licence and how it is kept. `because` names the finding or the law it comes from."""

    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="conditions")
    key = models.CharField(max_length=80)
    words = models.TextField()
    because = models.TextField(blank=True)
    source = models.CharField(max_length=20)
    due_on = models.DateField(null=True, blank=True)
    from_version = models.PositiveIntegerField()
    until_version = models.PositiveIntegerField(null=True, blank=True)
    met_on = models.DateField(null=True, blank=True)
    met_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    met_note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(met_on__isnull=True, met_by__isnull=True) | models.Q(met_on__isnull=False, met_by__isnull=False),
                name="a_condition_met_has_its_who_and_when",
            )
        ]


class Evidence(models.Model):
    """That something a licence asks for was done, with the paper that shows it. `next_on` is the next day it names. Never changed.

    A row that `refuses` another says that the council does not count that one, with its reasons as the note.
    """

    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="evidence")
    duty = models.CharField(max_length=200)
    on = models.DateField()
    next_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    upload = models.ForeignKey(Upload, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    refuses = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="refused_by")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Exemption(models.Model):
    """A temporary exemption notice: one term of three months; a second may follow the first."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="exemptions")
    step = models.ForeignKey(StepTaken, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField()
    steps_to_be_taken = models.TextField()
