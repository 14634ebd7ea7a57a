"""How accounts are opened: anybody may, to apply; staff are added by their council."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class Accounts(DefaultAccountAdapter):
    """Accounts are known by their address of mail alone."""

    def populate_username(self, request: Any, user: Any) -> None:
        """There are no user names."""
