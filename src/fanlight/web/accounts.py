"""How accounts are opened: anybody may, to apply; staff are added by their council."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django import forms


class Accounts(DefaultAccountAdapter):
    """Accounts are known by their address of mail alone."""

    def populate_username(self, request: Any, user: Any) -> None:
        """There are no user names."""


class Named(forms.Form):
    """What a new account is asked besides what the library asks: the name under which its owner applies."""

    name = forms.CharField(label="Your full name", max_length=200, error_messages={"required": "Enter your full name"})

    def signup(self, request: Any, user: Any) -> None:
        """Keep the name with the account."""
        user.name = " ".join(self.cleaned_data["name"].split())
        user.save(update_fields=["name"])
