"""The record of everything that was done, chained so that a change shows, and the messages that wait to be sent."""

from django.db import models

from fanlight.casework.models.matters import Case
from fanlight.casework.models.people import Account, Council


class Event(models.Model):
    """One thing that was done, by whom and when. `digest` covers it and the one before. Nothing reads it to decide anything.

    The chain covers `about` by `about_digest`, taken over it and a `salt` that nobody can guess. Where both were erased, the chain holds.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=60)
    by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    about = models.TextField()
    salt = models.CharField(max_length=32)
    about_digest = models.CharField(max_length=64)
    before = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "number"], name="one_event_a_number")]


class Message(models.Model):
    """A message to be sent once its transaction is committed. `key` makes it unique, so that it is never sent twice.

    One with `postage` is the PDF of its notice, printed and posted, and goes to no address of mail.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="messages")
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="messages")
    key = models.CharField(max_length=200, unique=True)
    to = models.EmailField(blank=True)
    postage = models.CharField(max_length=10, blank=True)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    notice = models.ForeignKey("Notice", null=True, blank=True, on_delete=models.PROTECT, related_name="messages")
    made_at = models.DateTimeField()
    try_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    taken_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    gave_up_at = models.DateTimeField(null=True, blank=True)
    fault = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["sent_at", "gave_up_at", "try_at"], name="messages_waiting")]
