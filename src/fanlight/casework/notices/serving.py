"""Serving what a step gives: each letter composed for each who receives it, kept as it was served, and put in the outbox."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from fanlight.casework import chain, parties, posting, recording
from fanlight.casework.models import Account, Council, LetterText, Notice, StepTaken
from fanlight.casework.notices import matters, saying
from fanlight.casework.notices.saying import Addressed, Serving
from fanlight.casework.recording import Post
from fanlight.documents.letters import composing, pages, printing, texts
from fanlight.documents.letters.letter import Letter
from fanlight.documents.letters.particulars import Particulars
from fanlight.documents.letters.reading import Text
from fanlight.documents.letters.texts import Texts
from fanlight.documents.letters.wording import Words
from fanlight.licensing.deadlines import Delivery
from fanlight.licensing.relevant_persons import LegalRole

OF_SEVERAL: Mapping[str, str] = {
    LegalRole.OWNER: "an", LegalRole.MORTGAGEE: "a", LegalRole.LONG_LEASEHOLDER: "a", LegalRole.TENANT: "a", LegalRole.BOUND: "a",
}  # fmt: skip
"""What several people of one house can be, with its article; anything else somebody alone is."""
STYLE = "/letters/{council}.css"
NOT_SERVED = "register-entry"
TO_FIRE_AUTHORITY = "fire-consultation"
ALSO = {
    ("licence", "expire"): ("licence-ended",),
    ("licence", "end-by-death"): ("licence-ended",),
    ("licence", "end-by-revocation"): ("licence-ended",),
}
"""Letters that a step sends although the step table names none: the end of a licence is told to whom it concerns."""


@dataclass(frozen=True, slots=True)
class Made:
    """A letter made for one person, not served yet. `to` is None where it is kept on the case and goes to nobody."""

    letter: Letter
    to: Addressed | None
    html: str
    pdf: bytes


def kinds(table: str, step: str) -> tuple[str, ...]:
    """The kinds of letter that a step gives, without a draft that another of them encloses; a decision is kept by itself besides."""
    found = [(text, by.gives) for text in texts.default().kinds.values() for by in text.given_by if (by.table, by.step) == (table, step)]
    enclosed = {(text.encloses[0], gives) for text, gives in found if text.encloses}
    given = [text.kind for text, gives in found if (text.kind, gives) not in enclosed and text.kind != NOT_SERVED]
    return (*given, *ALSO.get((table, step), ()))


def wanted(table: str, step: str) -> frozenset[str]:
    """The groups of particulars that the letters of a step need or may use."""
    held = texts.default()
    inner = [held.text(encloses[0]) for kind in kinds(table, step) if (encloses := held.text(kind).encloses)]
    return frozenset(name for text in (*(held.text(kind) for kind in kinds(table, step)), *inner) for name in text.particulars)


def latest(council: Council) -> dict[tuple[str, str], LetterText]:
    """The latest version of each section that a council ever changed, by kind and section."""
    rows = LetterText.objects.filter(council=council).select_related("by").order_by("id")
    return {(row.kind, row.section): row for row in rows}


def words(council: Council, tried: Mapping[tuple[str, str], Words] | None = None) -> Texts:
    """The words of every letter with the council's own changes, the latest of each section counting, or those that are only tried."""
    held = {key: _own(row) for key, row in latest(council).items() if not row.is_shipped} | dict(tried or {})
    changes: dict[str, dict[str, Words]] = {}
    for (kind, section), said in held.items():
        changes.setdefault(kind, {})[section] = said
    return texts.with_changes(texts.default(), changes) if changes else texts.default()


def _own(row: LetterText) -> Words:
    return Words(tuple(line.strip() for line in row.words.splitlines() if line.strip()), row.heading or None)


def compose(serving: Serving) -> tuple[Made, ...]:
    """Every letter of a step, for each who receives it. Raises Incomplete and DatesInvalid: an invalid notice is never made."""
    held = words(serving.case.council)
    return tuple(made for kind in kinds(serving.case.table, serving.step.name) for made in _of_kind(held.text(kind), held, serving))


def _of_kind(text: Text, held: Texts, serving: Serving) -> Iterator[Made]:
    everybody = receivers(text, serving)
    for one in everybody:
        copies = [other for other in everybody if other is not None and other is not one] if goes_to_all(text) else []
        yield made(text.kind, saying.particulars(serving, one, copies), council=serving.case.council, held=held, to=one)


def made(kind: str, said: Particulars, *, council: Council, held: Texts, to: Addressed | None) -> Made:
    """One letter as a page and as PDF, in a council's words. Raises Incomplete and DatesInvalid."""
    letter = composing.compose(kind, said, held)
    return Made(letter, to, pages.render(letter, stylesheet=STYLE.format(council=council.slug)), printing.render(letter))


def goes_to_all(text: Text) -> bool:
    """Whether the letter goes to each relevant person and not to the applicant alone: then it says who else receives it."""
    return any(section.name == "copies" for section in text.sections)


def receivers(text: Text, serving: Serving) -> Sequence[Addressed | None]:
    """Who receives a kind of letter, each once; nobody where it is a document for the case and names no recipient."""
    if "recipient" not in text.particulars:
        return (None,)
    if text.kind == TO_FIRE_AUTHORITY:
        return _fire_authority(serving.case.council)
    if goes_to_all(text):
        served = parties.served_on(serving.case, serving.step.name, serving.step.on)
        return [saying.addressed(each.party, _capacity(each.because)) for each in served]
    asked = [party for party in parties.own_rows(serving.case) if party.role == LegalRole.APPLICANT]
    first = (asked or [party for party in parties.rows(serving.case) if party.role == LegalRole.APPLICANT])[:1]
    return [saying.addressed(party) for party in first]


def _fire_authority(council: Council) -> list[Addressed]:
    """The fire authority. It is told by mail that something waits, and reads the letter where it signs in: mail is no safe place for it."""
    authority = council.fire_authority
    return [Addressed(authority.name, authority.address, "", "the fire and rescue authority")] if authority else []


def _capacity(because: Sequence[str]) -> str:
    """What somebody is to the case, out of the reasons why they are served: `the applicant and proposed licence holder`, `an owner`."""
    roles = list(dict.fromkeys(re.split(r" \(|, ", reason)[0] for reason in because))
    if not any(role in OF_SEVERAL for role in roles):
        return f"the {_listed(roles)}"
    return _listed([f"{OF_SEVERAL.get(role, 'the')} {role}" for role in roles])


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def serve(serving: Serving, made: Sequence[Made], *, at: datetime) -> list[Notice]:
    """Keep letters as served and put a message for each in the outbox, in the caller's transaction."""
    return [_serve(serving, each, at) for each in made]


def _serve(serving: Serving, made: Made, at: datetime) -> Notice:
    served = Served(serving.step.on, serving.step.by, matters.delivery(serving), _last_on(serving, made.letter))
    return keep(serving.step, made, served, at=at)


@dataclass(frozen=True, slots=True)
class Served:
    """On which day a letter is served, by whom and how, and the last day it names."""

    on: date
    by: Account | None
    delivery: Delivery = Delivery.POST
    last_on: date | None = None


def keep(step: StepTaken, made: Made, served: Served, *, at: datetime) -> Notice:
    """Keep one letter as served, beside a step of its case, and put a message in the outbox, in the caller's transaction."""
    case, letter, to = step.case, made.letter, made.to
    notice = Notice.objects.create(
        case=case, step=step, kind=letter.kind, title=letter.title, html=made.html, pdf=made.pdf, digest=chain.digest(made.pdf),
        party=to.party if to else None, to=to.name if to else "", delivery=served.delivery.value, served_on=served.on,
        last_on=served.last_on, at=at,
    )  # fmt: skip
    about = {"notice": notice.pk, "kind": letter.kind, "to": notice.to, "digest": notice.digest}
    recording.write("notice served", council=case.council, by=served.by, at=at, case=case, about=about)
    if to and to.email:
        body = f"{letter.title}\n\nReference: {case.reference}\nHouse: {case.house.address}\n\nThe notice is attached."
        post = Post(f"notice {notice.pk}", to.email, f"{letter.title} ({case.reference})", body, notice)
        recording.send(post, council=case.council, at=at, case=case)
    if to and to.party and to.address and posting.is_by_notify(case.council, served.delivery):
        postage = posting.POSTAGE[served.delivery]
        printed = Post(f"notice {notice.pk} by post", "", f"{letter.title} ({case.reference})", "", notice, postage)
        recording.send(printed, council=case.council, at=at, case=case)
    return notice


def _last_on(serving: Serving, letter: Letter) -> date | None:
    named: Mapping[str, object] = serving.details
    if "representations" in texts.default().text(letter.kind).particulars:
        return matters.day(named.get("last_on"))
    for answer in letter.answers:
        if answer.deadline.name.endswith("appeal"):
            return answer.reckoning.last
    return None
