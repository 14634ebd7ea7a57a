"""Which carrier takes a letter: a council's own where it has one, otherwise the mail server of the service."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from fanlight.gateways.mail import Letter, Mail, MailRefused, Receipt


class Carrier(Mail, Protocol):
    """Mail that can also say what became of a letter."""

    def receipt(self, letter: Letter) -> Receipt | None:
        """What became of a letter; None where the carrier does not know it. Raises MailUnclear."""


@dataclass(frozen=True, slots=True)
class Carriers:
    """The mail server of the service, and the councils' own carriers by slug: those for mail, and those that print and post."""

    otherwise: Mail
    mail: Mapping[str, Carrier]
    post: Mapping[str, Carrier]

    def send(self, letter: Letter) -> None:
        """See `Mail`."""
        own = self._own(letter)
        if own is None and letter.by_post:
            raise MailRefused("nobody is set up to print and post letters of this council: print it and post it yourself")
        (own or self.otherwise).send(letter)

    def close(self) -> None:
        """Close them all."""
        for each in (self.otherwise, *self.mail.values(), *self.post.values()):
            each.close()

    def receipt(self, letter: Letter) -> Receipt | None:
        """What became of a letter; None where its carrier cannot say. Raises MailUnclear."""
        own = self._own(letter)
        return own.receipt(letter) if own else None

    def _own(self, letter: Letter) -> Carrier | None:
        return (self.post if letter.by_post else self.mail).get(letter.council)
