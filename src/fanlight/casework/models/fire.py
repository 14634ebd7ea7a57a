"""What passes between the council and the fire and rescue authority about a house: consultations, referrals, visits."""

from django.db import models

from fanlight.casework.models.matters import Case, House
from fanlight.casework.models.papers import StoredFile
from fanlight.casework.models.people import Account, Council, FireAuthority


class FireRecord(models.Model):
    """One matter between the two authorities under a step table of `licensing.fire_authority` (`table` names it).

    `state` and `steps` repeat the last entry, so that lists can be read at once; the entries are what counts.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="fire_records")
    authority = models.ForeignKey(FireAuthority, on_delete=models.PROTECT, related_name="records")
    house = models.ForeignKey(House, on_delete=models.PROTECT, related_name="fire_records")
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="fire_records")
    table = models.CharField(max_length=40)
    state = models.CharField(max_length=40)
    steps = models.PositiveIntegerField(default=0)
    is_urgent = models.BooleanField(default=False)
    due_on = models.DateField(null=True, blank=True)
    is_ended = models.BooleanField(default=False)
    opened_at = models.DateTimeField()


class FireEntry(models.Model):
    """One step of such a matter: who of which authority did what, and what they said. Never changed."""

    record = models.ForeignKey(FireRecord, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=60)
    role = models.CharField(max_length=40)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    said = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "number"], name="one_entry_a_number")]


class FirePaper(StoredFile):
    """A paper that the fire authority added to a matter, and the entry of theirs that it goes with, if they had made one."""

    record = models.ForeignKey(FireRecord, on_delete=models.PROTECT, related_name="papers")
    entry = models.ForeignKey(FireEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="papers")


class FireArrangement(models.Model):
    """One entry of what a council and its fire authority agreed: the step taken, and the whole arrangement as it then stands.

    Never changed. `content` holds who leads by kind, the days for an answer, whom to reach, and when it is looked at again.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="fire_arrangements")
    authority = models.ForeignKey(FireAuthority, on_delete=models.PROTECT, related_name="arrangements")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=60)
    role = models.CharField(max_length=40)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    said = models.JSONField(default=dict)
    content = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "authority", "number"], name="one_arrangement_a_number")]
