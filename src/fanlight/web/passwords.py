"""Passwords that somebody who knows what this service is would try first."""

import re
from typing import Any

from django.core.exceptions import ValidationError

WORDS = ("fanlight", "hmo", "licence", "license", "licensing", "council", "housing", "landlord", "tenant", "officer", "password", "gov")
LEAST = 8
"""How many letters and digits a password must have besides them."""


class NotOurWords:
    """Refuses a password that is made of words of the service and little else."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError."""
        left = password.lower()
        for word in sorted(WORDS, key=len, reverse=True):
            left = left.replace(word, "")
        if left != password.lower() and len(re.sub(r"[^a-z0-9]", "", left)) < LEAST:
            raise ValidationError(self.get_help_text(), code="password_of_the_service")

    def get_help_text(self) -> str:
        """What is asked for."""
        return "Your password must not be made of words that name this service, such as licence or council."
