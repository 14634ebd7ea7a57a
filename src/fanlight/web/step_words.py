"""The steps of the law in plain words: on the button of who may take one, and in the history of a case."""

from collections.abc import Mapping
from datetime import date

from fanlight.documents import wording

APPLICATION: Mapping[str, str] = {
    "submit": "Hand in the application",
    "ask-for-what-is-missing": "Ask for what is missing",
    "accept": "Accept the application as duly made",
    "consult-fire-authority": "Ask the fire and rescue authority",
    "answer-consultation": "Answer as fire and rescue authority",
    "propose-to-grant": "Propose to grant the licence",
    "propose-modifications": "Propose changes after representations",
    "propose-to-refuse": "Propose to refuse the licence",
    "grant": "Grant the licence",
    "refuse": "Refuse the licence",
    "withdraw": "Enter that the application was withdrawn",
    "give-up": "Give up an application that was never sent",
}
LICENCE = {
    "come-into-force": "Bring the licence into force",
    "expire": "End the licence with its term",
    "end-by-death": "Record the death of the licence holder",
    "end-by-revocation": "End the licence as revoked",
    "revive": "Bring the licence back into force",
}
VARIATION = {
    "ask": "Ask for the licence to be varied",
    "propose": "Propose to vary the licence",
    "vary": "Vary the licence",
    "vary-without-notice": "Vary the licence without notice before",
    "propose-to-refuse": "Propose to refuse the variation",
    "refuse": "Refuse the variation",
    "take-effect": "Bring the variation into force",
    "keep-back": "Keep the variation from effect because of an appeal",
    "reverse": "End the variation as reversed by the tribunal",
    "withdraw": "Enter that the request was withdrawn",
}
REVOCATION = {
    "ask": "Ask for the licence to be revoked",
    "propose": "Propose to revoke the licence",
    "revoke": "Revoke the licence",
    "revoke-by-agreement": "Revoke the licence because its holder agrees",
    "revoke-for-banning-order": "Revoke the licence because its holder is banned",
    "propose-to-refuse": "Propose to refuse the revocation",
    "refuse": "Refuse the revocation",
    "take-effect": "Bring the revocation into force",
    "keep-back": "Keep the revocation from effect because of an appeal",
    "reverse": "End the revocation as reversed by the tribunal",
    "withdraw": "Enter that the request was withdrawn",
}
EXEMPTION = {
    "notify": "Notify the council",
    "serve": "Serve a temporary exemption notice",
    "refuse": "Decide not to serve a temporary exemption notice",
    "ask-again": "Enter a further notification",
    "serve-second": "Serve a second and last exemption notice",
    "refuse-second": "Decide not to serve a second notice",
    "end": "End the exemption with its term",
}
APPEAL = {
    "appeal": "Enter that an appeal was made",
    "let-time-pass": "Let the time for an appeal end",
    "allow-late-appeal": "Enter that the tribunal allowed a late appeal",
    "decide": "Enter what the tribunal decided",
    "withdraw": "Enter that the appeal was withdrawn",
}
STEPS: Mapping[str, Mapping[str, str]] = {
    "application": APPLICATION,
    "licence": LICENCE,
    "variation": VARIATION,
    "revocation": REVOCATION,
    "temporary-exemption": EXEMPTION,
    "appeal": APPEAL,
}
TAKEN: Mapping[tuple[str, str], str] = {
    ("application", "submit"): "Application handed in",
    ("application", "answer-consultation"): "The fire and rescue authority answered",
    ("application", "withdraw"): "Application withdrawn",
    ("variation", "ask"): "Variation asked for",
    ("variation", "withdraw"): "Request withdrawn",
    ("revocation", "ask"): "Revocation asked for",
    ("revocation", "withdraw"): "Request withdrawn",
    ("temporary-exemption", "notify"): "Council notified",
    ("temporary-exemption", "ask-again"): "Council notified again",
    ("appeal", "appeal"): "Appeal made",
    ("appeal", "allow-late-appeal"): "Late appeal allowed by the tribunal",
    ("appeal", "decide"): "Decided by the tribunal",
    ("appeal", "withdraw"): "Appeal withdrawn",
}
"""What stands in the history where it would not be said as on the button, because somebody else did it."""


def name(table: str, step: str) -> str:
    """A step on the button of whoever may take it; its name in the law for one that has no words of its own."""
    return STEPS.get(table, {}).get(step) or wording.sentence(step.replace("-", " "))


def taken(table: str, step: str) -> str:
    """A step in the history of a case."""
    return TAKEN.get((table, step)) or name(table, step)


def asked(what: str, by_on: date | None, today: date) -> str:
    """What is asked of somebody in a case of theirs, and by when; of a day that is past, that it is."""
    if not what:
        return "Nothing now"
    if by_on is None:
        return what
    return f"{what}, by {wording.day(by_on)}" if by_on >= today else f"{what}: the day for it was {wording.day(by_on)}"
