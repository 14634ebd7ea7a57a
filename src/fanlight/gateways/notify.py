"""GOV.UK Notify: mail by a council's templates, printed letters, and what it says of their delivery."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from hashlib import sha256
from time import time
from typing import Any

import jwt

from fanlight.gateways import asking
from fanlight.gateways.asking import Asked, AskedInVain, FaultThere, NoAnswer, NotAsked
from fanlight.gateways.mail import Arrival, Letter, MailNotTaken, MailRefused, MailUnclear, Receipt, checked_address
from fanlight.licensing.bank_holidays import england_and_wales

CLOSES = time_of_day(17)
"""What Notify has by half past five is printed and posted on the next working day. Half an hour is left for the way there."""
ADDRESS = "https://api.notifications.service.gov.uk"
KEPT = "26 weeks"
ID = 36
"""The characters of the service's number and of the secret, which end a key of the API, parted by a hyphen."""
ARRIVED = {"delivered": "delivered", "sent": "delivered", "received": "printed and handed to the post"}
FAILED = {
    "permanent-failure": "the address does not exist or cannot be used",
    "temporary-failure": "the address could not be reached for days",
    "technical-failure": "Notify had a fault and did not deliver it",
    "validation-failed": "Notify cannot print the letter: its page or its address is not where the printer needs it",
    "virus-scan-failed": "Notify found a virus in the file",
    "cancelled": "it was cancelled in Notify",
}
"""What Notify says of a message, in our words; anything else is still on its way."""


class KeyInvalid(ValueError):
    """A key of GOV.UK Notify that is none; the message says what is wrong and never holds the key."""


@dataclass(frozen=True, slots=True)
class Templates:
    """The numbers of a council's own two templates in Notify: mail as it is, and mail with a file to fetch."""

    mail: str = ""
    mail_with_file: str = ""


@dataclass(frozen=True, slots=True)
class Notify:
    """GOV.UK Notify with the key of one council. `postage` is that of letters where nothing else is asked."""

    key: str = field(repr=False)
    templates: Templates = Templates()
    postage: str = "first"
    address: str = ADDRESS
    seconds: float = 30

    def __post_init__(self) -> None:
        parts = self.key[-2 * ID - 1 :]
        if len(parts) != 2 * ID + 1 or parts[ID] != "-" or any(each.isspace() for each in self.key):
            raise KeyInvalid("a key of GOV.UK Notify ends in the number of the service and the secret, parted by a hyphen: copy it whole")

    def send(self, letter: Letter) -> None:
        """See `Mail`. Notify does not refuse what it was given before, so it is asked for the letter's reference first."""
        body = self._posted(letter) if letter.by_post else self._mailed(letter)
        path = "/v2/notifications/" + ("letter" if letter.by_post else "email")
        try:
            if self._known(letter) is None:
                self._ask("POST", path, {**body, "reference": reference(letter)})
        except (NotAsked, FaultThere) as fault:
            raise MailNotTaken(str(fault)) from fault
        except AskedInVain as fault:
            raise MailRefused(str(fault)) from fault
        except NoAnswer as fault:
            self._unclear(letter, fault)

    def close(self) -> None:
        """Nothing is held open."""

    def receipt(self, letter: Letter) -> Receipt | None:
        """What Notify says of a letter's delivery; None where it knows no such letter. Raises MailUnclear where it does not say."""
        try:
            found = self._known(letter)
        except (NotAsked, AskedInVain, NoAnswer) as fault:
            raise MailUnclear(str(fault)) from fault
        if found is None:
            return None
        said = str(found.get("status", ""))
        if said in ARRIVED:
            return Receipt(Arrival.ARRIVED, ARRIVED[said])
        if said in FAILED:
            return Receipt(Arrival.FAILED, FAILED[said])
        return Receipt(Arrival.ON_ITS_WAY, said)

    def _unclear(self, letter: Letter, fault: NoAnswer) -> None:
        """After a silence: the letter has left where Notify knows it now. That it does not know it yet proves nothing."""
        try:
            found = self._known(letter)
        except (NotAsked, AskedInVain, NoAnswer):
            found = None
        if found is None:
            raise MailUnclear(str(fault)) from fault

    def _known(self, letter: Letter) -> Mapping[str, Any] | None:
        name = reference(letter)
        found = self._ask("GET", "/v2/notifications", query={"reference": name}).get("notifications")
        return next((each for each in found if each.get("reference") == name), None) if isinstance(found, list) else None

    def _ask(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, query: Mapping[str, str] | None = None
    ) -> Mapping[str, Any]:
        issuer, secret = self.key[-2 * ID - 1 : -ID - 1], self.key[-ID:]
        token = jwt.encode({"iss": issuer, "iat": int(time())}, secret, algorithm="HS256")
        return asking.ask(self.address, Asked(method, path, token, body, query), seconds=self.seconds)

    def _posted(self, letter: Letter) -> Mapping[str, Any]:
        pdf = next((each.content for each in letter.attachments if each.content_type == "application/pdf"), None)
        if pdf is None:
            raise MailRefused("a letter by post is printed from a PDF, and this one has none")
        return {"content": base64.b64encode(pdf).decode(), "postage": letter.postage or self.postage}

    def _mailed(self, letter: Letter) -> Mapping[str, Any]:
        words = {"subject": " ".join(letter.subject.split()), "body": letter.body}
        try:
            "".join(words.values()).encode()
        except UnicodeEncodeError as fault:
            raise MailRefused(f"this cannot be written as a letter: {fault}") from fault
        given: dict[str, Any] = dict(words)
        for each in letter.attachments[:1]:
            # The same file cannot be fetched by whoever merely finds the link: they must give the address it was sent to.
            given["link_to_file"] = {
                "file": base64.b64encode(each.content).decode(), "filename": each.name, "confirm_email_before_download": True,
                "retention_period": KEPT,
            }  # fmt: skip
        template = self.templates.mail_with_file if letter.attachments else self.templates.mail
        if not template:
            raise MailRefused("no template of GOV.UK Notify is set for mail" + (" with a file" if letter.attachments else ""))
        return {"email_address": checked_address(letter.to), "template_id": template, "personalisation": given}


def posted_on(at: datetime) -> date:
    """The day on which Notify posts a letter that is made at an instant of local time: the next working day, or the one after that."""
    taken = at.date() if at.time() < CLOSES else at.date() + timedelta(days=1)
    return england_and_wales().after(taken, 1).day


def reference(letter: Letter) -> str:
    """The name of a letter in Notify: its key with a print of what it says, so that a key used anew in a restored database is another."""
    print_ = sha256("\0".join((letter.to, letter.subject, letter.body)).encode(errors="replace"))
    for each in letter.attachments:
        print_.update(sha256(each.content).digest())
    return f"{letter.key} {'post' if letter.by_post else 'mail'} {print_.hexdigest()[:16]}"
