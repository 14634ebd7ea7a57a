"""Pages of an administrator on the people of a council or a fire authority: roles given and ended, and who is suspended at once."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from fanlight.casework import access
from fanlight.casework.access import Permission
from fanlight.casework.acting import FIRE_STAFF, STAFF, Actor, Office, Organisation
from fanlight.casework.actions import second_steps
from fanlight.casework.actions import staff as acts
from fanlight.casework.actions.staff import Invited, LastAdministrator, called
from fanlight.casework.queries import staff
from fanlight.casework.rows import Account, Membership
from fanlight.documents import wording
from fanlight.licensing.procedure import Role
from fanlight.web.forms import Choice, Form, a_day, line, one_of, words
from fanlight.web.frame import for_council, for_organisation, page
from fanlight.web.pages import settings
from fanlight.web.pages.asking import Asked, answer, given

DAY = timedelta(days=1)
TITLE, WEIGHING = "People and roles", "Weighs convictions"
DOES = {
    Role.HOUSING_OFFICER: "Works on cases.",
    Role.TEAM_MANAGER: "Works on cases, signs decisions, sees what is late.",
    Office.POLICY_OFFICER: "Sees figures and looks after the council’s standards.",
    Office.ADMINISTRATOR: "Sets the service up. Opens no case.",
    Role.FIRE_OFFICER: "Answers consultations, refers houses, and sees what the councils share.",
    Office.FIRE_ADMINISTRATOR: "Says who acts for the authority. Sees no case.",
}
WEIGHS = "May see and weigh what people declare of convictions"
ONLY = f"Only for a {' or '.join(access.WEIGHING_ROLES)}. Give it to as few as you can: each look is recorded."
OF_AUTHORITY = "What you do here stands in the record of each council that you work with, and its administrator sees who acts for you."
administers = for_organisation(council=Permission.ADMINISTER, authority=Permission.ADMINISTER_FIRE)


class InviteForm(Form):
    """Who is invited, and to what."""

    email = forms.EmailField(
        label="Email address", help_text="The invitation goes there, and they sign in with it.", max_length=254,
        error_messages={"required": "Enter an email address", "invalid": "Enter an email address like name@example.org"},
    )  # fmt: skip
    name = line("Full name", hint="It stands in the record and in letters.")
    role = one_of("Role", [Choice(each.value, wording.sentence(each.value), DOES[each]) for each in STAFF])
    weighs = forms.BooleanField(label=WEIGHS, help_text=ONLY, required=False)
    from_on = a_day("From which day?")
    until_on = a_day("Until when? The last day", required=False, hint="Leave it empty if there is no end yet.")


class FireInviteForm(InviteForm):
    """Who is invited to act for a fire authority, and as what. Convictions are no matter of theirs."""

    role = one_of("Role", [Choice(each.value, wording.sentence(each.value), DOES[each]) for each in FIRE_STAFF])
    weighs = None  # type: ignore[assignment]  # Django leaves a field out that is None here


class EndForm(Form):
    """The last day of a role."""

    last_on = a_day("Last day of the role", hint="They may still act on that day.")


class SuspendForm(Form):
    """Why somebody is suspended."""

    reasons = words("Why?", hint="The reasons are part of the record and are not shown to them.", rows=3)


class LostForm(Form):
    """How somebody who lost their second step proved who they are."""

    proved = words(
        "How did they prove who they are?", hint="For example, they came with a passport. A call or a message proves nothing.", rows=3
    )


LOST = "They lost their app or key"
TAKEN_AWAY = (
    "They sign in with their password alone, once, and are led to set up a second step again. They are signed out wherever they are signed "
    "in, and a message tells them. What you write is part of the record."
)


class WeighForm(Form):
    """Whether somebody weighs what is declared of convictions."""

    weighs = one_of(f"{WEIGHS}?", [Choice("yes", "Yes"), Choice("no", "No")], hint=ONLY)


def _own(actor: Actor) -> Organisation:
    held = actor.council or actor.fire_authority
    assert held is not None  # the address names one of them
    return held


def _at(actor: Actor, name: str, *more: object) -> str:
    return reverse(f"{'settings' if actor.council else 'fire'}-{name}", args=[_own(actor).slug, *more])


def _crumbs(actor: Actor) -> list[dict[str, str]]:
    """The way back to the list, and from it."""
    return settings.crumbs(actor) if actor.council else []


def _listed(actor: Actor) -> list[dict[str, str]]:
    return [*_crumbs(actor), {"text": TITLE, "href": _at(actor, "people")}]


def _ask(request: HttpRequest, actor: Actor, form: Form, asked: Asked, do: Callable[[Any], str]) -> HttpResponse:
    return answer(request, form, asked, do, caption=called(_own(actor)), breadcrumbs=_listed(actor))


def _row(each: Membership, *, weighs: bool) -> dict[str, str]:
    """What is told of a role, by the heading of its column."""
    last = wording.day(each.until_on - DAY) if each.until_on else "No end"
    of_weighing = {WEIGHING: "Yes" if each.weighs_suitability else "No"} if weighs else {}
    named = {"Name": str(each.account), "Email": each.account.email, "Role": wording.sentence(each.role)}
    return {**named, **of_weighing, "From": wording.day(each.from_on), "Last day": last}


@administers
def listing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everybody who acts for the council or fire authority, and who did."""
    today, weighs = timezone.localdate(), actor.council is not None
    now = [
        [*_row(each, weighs=weighs).values(), {"text": "Change or end", "href": _at(actor, "role", each.pk)}]
        for each in staff.of(_own(actor), today)
    ]
    past = [[*_row(each, weighs=weighs).values()] for each in staff.of(_own(actor), today, are_past=True)]
    columns = ["Name", "Email", "Role", *([WEIGHING] if weighs else []), "From", "Last day"]
    tables = [("Roles now and to come", [*columns, "Change"], now, "Nobody has a role."), ("Roles that ended", columns, past, "")]
    return page(
        request, "settings/table.html", title=TITLE, caption=called(_own(actor)), tables=[*tables, *_of_authority(actor, today)],
        intro=[] if actor.council else [OF_AUTHORITY], breadcrumbs=_crumbs(actor),
        links=[{"text": "Invite somebody, or give another role", "href": _at(actor, "invite")}],
    )  # fmt: skip


def _of_authority(actor: Actor, today: date) -> list[tuple[str, list[str], list[Any], str]]:
    """Who acts for the fire authority that the council works with: its own administrator says so, and the council sees it."""
    authority = actor.council.fire_authority if actor.council else None
    if authority is None:
        return []
    rows = [[*_row(each, weighs=False).values()] for each in staff.of(authority, today)]
    columns = ["Name", "Email", "Role", "From", "Last day"]
    return [(f"Who acts for {authority.name}, as its own administrator says", columns, rows, "Nobody acts for it here.")]


@administers
def invite(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Invite somebody to act for the council or fire authority."""
    kind = InviteForm if actor.council else FireInviteForm
    form = kind(**given(request), initial={"from_on": timezone.localdate()})
    intro = ("They get a message that tells them where to set a password; then they set up a second step. You never see either.",)
    asked = Asked("Invite somebody", "Invite", _at(actor, "people"), intro)
    sign_in = request.build_absolute_uri(reverse("account_reset_password"))

    def do(said: dict[str, Any]) -> str:
        until = said["until_on"] + DAY if said["until_on"] else None
        invited = Invited(said["email"], said["name"], said["role"], said["from_on"], until, said.get("weighs", False))
        made = acts.invite(_own(actor), invited, by=actor, at=timezone.now(), sign_in=sign_in)
        return f"{made.account} is {made.role} from {wording.day(made.from_on)}. A message waits to be sent to {made.account.email}."

    return _ask(request, actor, form, asked, do)


def _held(actor: Actor, number: int) -> Membership:
    found = staff.membership(_own(actor), number)
    if found is None:
        raise Http404("Nobody has such a role here")
    return found


def _person(actor: Actor, number: int) -> Account:
    found = staff.account(_own(actor), number)
    if found is None:
        raise Http404("Nobody here has such an account")
    return found


@administers
def role(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """One role, and what can be done about it."""
    held = _held(actor, number)
    rows = [{"name": name, "text": text} for name, text in _row(held, weighs=actor.council is not None).items()]
    links = [("End this role on a day", "end", held.pk), ("Suspend them at once", "suspend", held.account_id)]
    links.append((LOST, "lost", held.account_id))
    if held.role in access.WEIGHING_ROLES:
        links.append(("Change who weighs convictions", "weigh", held.pk))
    return page(
        request, "settings/role.html", title=str(held.account), caption=wording.sentence(held.role), rows=rows,
        links=[{"text": text, "href": _at(actor, name, key)} for text, name, key in links], breadcrumbs=_listed(actor),
    )  # fmt: skip


@administers
def end(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """End a role on a day."""
    held = _held(actor, number)
    intro = (f"{held.account} is {held.role} since {wording.day(held.from_on)}.",)
    asked = Asked("End a role", "End the role", _at(actor, "people"), intro, (LastAdministrator,))

    def do(said: dict[str, Any]) -> str:
        acts.end(held, said["last_on"] + DAY, by=actor, at=timezone.now())
        return f"{wording.day(said['last_on'])} is the last day on which {held.account} is {held.role}."

    return _ask(request, actor, EndForm(**given(request)), asked, do)


@for_council(Permission.ADMINISTER)
def weigh(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Name somebody as one who weighs convictions, or take that from them."""
    held = _held(actor, number)
    form = WeighForm(**given(request), initial={"weighs": "yes" if held.weighs_suitability else "no"})
    asked = Asked("Who weighs convictions", "Save", _at(actor, "people"), (str(held.account),))

    def do(said: dict[str, Any]) -> str:
        made = acts.let_weigh(held, said["weighs"] == "yes", by=actor, at=timezone.now())
        return f"{held.account} {'weighs' if made.weighs_suitability else 'does not see'} what people declare of convictions."

    return _ask(request, actor, form, asked, do)


@administers
def lost(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Take the second step of somebody away who lost it."""
    who = _person(actor, number)
    asked = Asked(f"Second step of {who}", "Take it away", _at(actor, "people"), (TAKEN_AWAY,))

    def do(said: dict[str, Any]) -> str:
        second_steps.take_away(_own(actor), who, proved=said["proved"], by=actor, at=timezone.now())
        return f"{who} has no second step now, and is signed out."

    return _ask(request, actor, LostForm(**given(request)), asked, do)


@administers
def suspend(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """End every role of somebody and sign them out, at once."""
    who = _person(actor, number)
    intro = (f"Every role of {who} at {called(_own(actor))} ends now, and they are signed out wherever they are signed in.",)
    asked = Asked("Suspend somebody", "Suspend now", _at(actor, "people"), intro, (LastAdministrator,))

    def do(said: dict[str, Any]) -> str:
        acts.suspend(_own(actor), who, reasons=said["reasons"], by=actor, at=timezone.now())
        return f"{who} has no role here any more, and is signed out."

    return _ask(request, actor, SuspendForm(**given(request)), asked, do)
