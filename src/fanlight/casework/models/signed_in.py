"""Which sessions an account has, so that whoever it belongs to can end them."""

from django.contrib.sessions.models import Session
from django.db import models

from fanlight.casework.models.people import Account


class SignedIn(models.Model):
    """One session of an account. What is known of it stands in the session itself, and this row goes when the session does."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="+")
