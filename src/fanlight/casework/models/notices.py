"""What the council served in a case, what was put up for signature, and what people said to it."""

from django.db import models

from fanlight.casework.models.matters import Case, StepTaken
from fanlight.casework.models.parties import Party
from fanlight.casework.models.people import Account


class Notice(models.Model):
    """A document as it was served to one person: the page, the PDF, to whom and how. Never changed.

    `last_on` is the last day for what it invites (representations, an appeal), where it states one.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notices")
    step = models.ForeignKey(StepTaken, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=80)
    title = models.CharField(max_length=300)
    html = models.TextField()
    pdf = models.BinaryField()
    digest = models.CharField(max_length=64)
    party = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="notices")
    to = models.CharField(max_length=200, blank=True)
    delivery = models.CharField(max_length=20)
    served_on = models.DateField()
    last_on = models.DateField(null=True, blank=True)
    at = models.DateTimeField()


class Proposal(models.Model):
    """A step an officer puts up for a manager's signature, and what became of it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="proposals")
    step = models.CharField(max_length=60)
    case_steps = models.PositiveIntegerField()
    reasons = models.TextField()
    details = models.JSONField(default=dict)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.CharField(max_length=20, blank=True)
    answer_reasons = models.TextField(blank=True)
    answered_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=models.Q(answer=""), name="one_open_proposal_a_case"),
            models.CheckConstraint(
                condition=models.Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | (~models.Q(answer="") & models.Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="an_answer_has_its_who_and_when",
            ),
        ]


class Representation(models.Model):
    """What a relevant person said to a notice, and when it came. Never changed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="representations")
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="representations")
    party = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    words = models.TextField()
    received_on = models.DateField()
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Weighed(models.Model):
    """How a representation was considered: accepted, partly or not, with the reason. The latest counts; none is ever changed."""

    representation = models.ForeignKey(Representation, on_delete=models.PROTECT, related_name="weighed")
    answer = models.CharField(max_length=20)
    reasons = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
