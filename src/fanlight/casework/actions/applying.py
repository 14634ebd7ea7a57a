"""An application as its applicant makes it: begun for a house, begun from a licence that runs out, signed, handed in, and again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from fanlight.casework import access, holding, parties, recording
from fanlight.casework.acting import Actor
from fanlight.casework.actions import cases, licences, matters, steps, surveys
from fanlight.casework.actions import parties as persons
from fanlight.casework.actions.cases import Taking
from fanlight.casework.actions.matters import Notified
from fanlight.casework.actions.parties import Described
from fanlight.casework.actions.steps import Moved
from fanlight.casework.actions.surveys import Saving
from fanlight.casework.models import Account, Case, Council, Draft, House, Party
from fanlight.casework.particulars import DECLARED, FORM, TRUTH
from fanlight.casework.queries import gazetteer
from fanlight.casework.recording import Post
from fanlight.facts import postcode
from fanlight.licensing.applications import Kind
from fanlight.licensing.relevant_persons import LegalRole

OPEN_STATES = ("draft", "submitted")


class ApplicationNotOpen(Exception):
    """Something about an application that cannot be done now; the message says why, and what to do instead."""


@dataclass(frozen=True, slots=True)
class Located:
    """Where a house is, as somebody wrote it. `uprn` is its unique property reference number, empty where it is not known."""

    address: str
    postcode: str
    uprn: str = ""


@transaction.atomic
def begin(council: Council, place: Located, *, by: Actor, at: datetime, kind: Kind = Kind.FIRST) -> Case:
    """Begin an application for a house, with whoever applies as its first person.

    Raises NotPermitted, ApplicationNotOpen where they have one open for that house, and ValueError for a place that cannot be used.
    """
    person = _applicant(by)
    house = find_house(council, place)
    case = _open(house, kind, person, by, at)
    persons.add(case, Described(LegalRole.APPLICANT, str(person), email=person.email), by=by, at=at, account=person)
    return case


@transaction.atomic
def renew(licence: Case, *, by: Actor, at: datetime) -> Case:
    """Begin the renewal of a licence by its holder, with the house as last surveyed and the persons as they stand filled in.

    Raises NotPermitted for anybody but the holder, and ApplicationNotOpen. Source: SI 2006/373 reg 7 as amended by SI 2012/2111.
    """
    person = _applicant(by)
    held = Case.objects.select_related("house", "house__council").get(pk=licence.pk)
    if held.table != "licence" or held.state != "in force":
        raise ApplicationNotOpen(f"Only a licence in force is renewed; this {held.table} is {held.state}. Apply for a new one instead.")
    if LegalRole.HOLDER not in parties.roles_of(by, held):
        raise access.NotPermitted("only the licence holder renews a licence: anybody else applies for a new one")
    case = _open(held.house, Kind.RENEWAL, person, by, at)
    kept = licences.surveyed(held)
    if kept is not None:
        draft = surveys.draft(case, FORM, at=at)
        surveys.save(case, FORM, Saving(json.loads(kept.document), draft.version), by=by, at=at)
    for row in parties.rows(held):
        _again(case, row, by, at)
    about = {"licence": held.reference}
    recording.write("renewal begun", council=held.council, by=person, at=at, case=case, about=about)
    return case


def _again(case: Case, row: Party, by: Actor, at: datetime) -> None:
    """A person of the licence in the new application. Whether they were told of it must be said anew."""
    described = Described(LegalRole(row.role), row.name, row.address, row.email, row.phone, row.is_company)
    persons.add(case, described, by=by, at=at, account=row.account)


def _applicant(by: Actor) -> Account:
    access.check_permitted(by, access.Permission.APPLY)
    if by.account is None:
        raise access.NotPermitted("only a person may apply")
    return by.account


def _open(house: House, kind: Kind, person: Account, by: Actor, at: datetime) -> Case:
    running = Case.objects.filter(house=house, table="application", applicant=person, state__in=OPEN_STATES).first()
    if running is not None:
        raise ApplicationNotOpen(f"You began {running.reference} for this house and have not sent it: go on there, or withdraw it.")
    return cases.open_case("application", house=house, by=by, at=at, kind=kind)


@transaction.atomic
def notify(council: Council, place: Located, notified: Notified, *, by: Actor, at: datetime) -> Case:
    """Notify a council of steps after which a house there needs no licence. Raises what `matters.notify` raises, and ValueError."""
    return matters.notify(find_house(council, place), notified, by=by, at=at)


def find_house(council: Council, place: Located) -> House:
    """The house of a council at a place: by its number, else by its address, else a new one. Raises ValueError."""
    address, code, uprn = " ".join(place.address.split()), postcode.tidy(place.postcode), place.uprn.strip()
    if not address:
        raise ValueError("give the address of the house")
    # An invented council lies where no postcode is, so that nobody's real house is named by accident.
    fault = "" if council.is_invented and postcode.SHAPE.fullmatch(code) else postcode.fault(code)
    if fault:
        raise ValueError(f"'{place.postcode.strip()}' is no postcode: {fault}")
    if uprn and not (uprn.isdecimal() and len(uprn) <= 12):
        raise ValueError("the UPRN is a number of at most 12 figures; leave it out if you do not know it")
    Council.objects.select_for_update().get(pk=council.pk)  # two who apply at once find one house, not make two
    numbered = House.objects.filter(council=council, uprn=uprn).first() if uprn else None
    if numbered is not None and postcode.tidy(numbered.postcode) not in ("", code):
        raise ValueError("the council knows that UPRN at another postcode: look at both again, or leave the UPRN out")
    near = (
        [] if numbered else [each for each in House.objects.filter(council=council, postcode=code) if _same(each.address) == _same(address)]
    )
    found = numbered or next((each for each in near if not uprn or not each.uprn), None)
    if found:
        return found
    known = gazetteer.one(council, uprn) if uprn else None
    on_map = {"easting": known.easting, "northing": known.northing} if known and known.postcode == code else {}
    return House.objects.create(council=council, uprn=uprn, address=address, postcode=code, **on_map)


def _same(address: str) -> str:
    return " ".join(address.replace(",", " ").casefold().split())


@transaction.atomic
def sign(case: Case, names: tuple[str, ...], *, signed_as: str, by: Actor, at: datetime, version: int) -> Draft:  # noqa: PLR0913
    """Sign declarations of the application by their names. `version` is that of the form as it was seen.

    Raises NotPermitted, DraftMoved, and ValueError without a name.
    """
    if not signed_as.strip():
        raise ValueError("write your full name: a declaration is signed by a named person")
    held = surveys.draft(case, FORM, at=at)
    signed = {"by": signed_as.strip(), "at": at.isoformat(), "account": by.account.pk if by.account else None}
    done = {DECLARED: {**held.done.get(DECLARED, {}), **dict.fromkeys(names, signed)}}
    found = surveys.save(case, FORM, Saving(held.document, version, done), by=by, at=at)
    about = {"names": sorted(names), "as": signed_as.strip()}
    recording.write("declaration signed", council=case.council, by=by.account, at=at, case=case, about=about)
    return found


def signed(draft: Draft) -> Mapping[str, Any]:
    """Who signed which declaration of a form, and when."""
    found: Mapping[str, Any] = draft.done.get(DECLARED, {})
    return found


@transaction.atomic
def hand_in(case: Case, *, by: Actor, at: datetime, seen: int) -> Moved:
    """Hand an application in: the form is kept as a survey and assessed, and the case moves.

    Raises ApplicationNotOpen unsigned, StepNotOpen, CaseMoved, NotPermitted, and Refused for a form that contradicts itself.
    """
    _check_signed(case, at)
    surveys.keep(case, FORM, by=by, at=at)
    return steps.take(case, Taking("submit", by, at, seen))


@transaction.atomic
def hand_in_again(case: Case, *, by: Actor, at: datetime, words: str = "") -> None:
    """Send what was asked for: the form is kept anew and the officer told. Raises ApplicationNotOpen, NotPermitted and Refused."""
    held = holding.case(case.pk, "officer")
    access.check(by, access.Permission.APPLY, held)
    if held.table != "application" or held.state != "submitted":
        raise ApplicationNotOpen(f"The application is {held.state}: nothing is waited for from you.")
    _check_signed(held, at)
    kept = surveys.keep(held, FORM, by=by, at=at)
    about = {"survey": kept.number, "words": words.strip()}
    event = recording.write("application sent again", council=held.council, by=by.account, at=at, case=held, about=about)
    body = f"{by.account} has sent again what was asked for in {held.reference}, {held.house.address}. {words.strip()}".strip()
    post = Post(f"sent again {event.pk}", recording.to_officer(held), f"Sent again: {held.reference}", body)
    recording.send(post, council=held.council, at=at, case=held)


def _check_signed(case: Case, at: datetime) -> None:
    if not signed(surveys.draft(case, FORM, at=at)).get(TRUTH):
        raise ApplicationNotOpen("Sign the declaration that your answers are true before you send the application.")
