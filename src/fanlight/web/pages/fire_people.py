"""Pages of a fire authority's administrator on its people: who has which role, inviting, ending roles, and suspending at once."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.access import Permission
from fanlight.casework.acting import FIRE_STAFF, Actor, Office
from fanlight.casework.actions import second_steps
from fanlight.casework.actions import staff as acts
from fanlight.casework.actions.staff import Invited, LastAdministrator
from fanlight.casework.queries import staff
from fanlight.casework.rows import Account, FireAuthority, Membership
from fanlight.documents import wording
from fanlight.licensing.procedure import Role
from fanlight.web.forms import Choice, Form, one_of
from fanlight.web.frame import for_authority, page
from fanlight.web.pages.asking import Asked, answer
from fanlight.web.pages.settings_people import DAY, LOST, TAKEN_AWAY, EndForm, InviteForm, LostForm, SuspendForm

TITLE = "People and roles"
COLUMNS = ["Name", "Email", "Role", "From", "Last day"]
DOES = {
    Role.FIRE_OFFICER: "Answers consultations, refers houses, and sees what the councils share.",
    Office.FIRE_ADMINISTRATOR: "Says who acts for the authority. Sees no case.",
}


class FireInviteForm(InviteForm):
    """Who is invited to act for a fire authority, and as what."""

    role = one_of("Role", [Choice(each.value, wording.sentence(each.value), DOES[each]) for each in FIRE_STAFF])

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        del self.fields["weighs"]  # convictions are no matter of theirs


def _authority(actor: Actor) -> FireAuthority:
    assert actor.fire_authority is not None
    return actor.fire_authority


def _at(actor: Actor, name: str, *more: object) -> str:
    return reverse(name, args=[_authority(actor).slug, *more])


def _crumbs(actor: Actor) -> list[dict[str, str]]:
    return [{"text": TITLE, "href": _at(actor, "fire-people")}]


def _ask(request: HttpRequest, actor: Actor, form: Form, asked: Asked, do: Callable[[Any], str]) -> HttpResponse:
    return answer(request, form, asked, do, caption=_authority(actor).name, breadcrumbs=_crumbs(actor))


@for_authority(Permission.ADMINISTER_FIRE)
def people(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everybody who acts for the fire authority, and who did."""
    today = timezone.localdate()
    change = {each.pk: {"text": "Change or end", "href": _at(actor, "fire-role", each.pk)} for each in staff.of(_authority(actor), today)}
    now = [[*_row(each), change[each.pk]] for each in staff.of(_authority(actor), today)]
    past = [_row(each) for each in staff.of(_authority(actor), today, are_past=True)]
    tables = [("Roles now and to come", [*COLUMNS, "Change"], now, "Nobody has a role."), ("Roles that ended", COLUMNS, past, "")]
    intro = ["What you do here stands in the record of each council that you work with, and its administrator sees who acts for you."]
    return page(
        request, "settings/table.html", title=TITLE, caption=_authority(actor).name, tables=tables, intro=intro,
        links=[{"text": "Invite somebody, or give another role", "href": _at(actor, "fire-invite")}],
    )  # fmt: skip


def _row(each: Membership) -> list[Any]:
    last = wording.day(each.until_on - DAY) if each.until_on else "No end"
    return [str(each.account), each.account.email, wording.sentence(each.role), wording.day(each.from_on), last]


@for_authority(Permission.ADMINISTER_FIRE)
def invite(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Invite somebody to act for the fire authority."""
    form = FireInviteForm(request.POST if request.method == "POST" else None, initial={"from_on": timezone.localdate()})
    intro = ("They get a message that tells them where to set a password; then they set up a second step. You never see either.",)
    setting = Asked("Invite somebody", "Invite", _at(actor, "fire-people"), intro)
    sign_in = request.build_absolute_uri(reverse("account_reset_password"))

    def do(said: dict[str, Any]) -> str:
        until = said["until_on"] + DAY if said["until_on"] else None
        invited = Invited(said["email"], said["name"], said["role"], said["from_on"], until)
        made = acts.invite(_authority(actor), invited, by=actor, at=timezone.now(), sign_in=sign_in)
        return f"{made.account} is {made.role} from {wording.day(made.from_on)}. A message waits to be sent to {made.account.email}."

    return _ask(request, actor, form, setting, do)


def _held(actor: Actor, number: int) -> Membership:
    found = staff.membership(_authority(actor), number)
    if found is None:
        raise Http404("Nobody has such a role here")
    return found


def _person(actor: Actor, number: int) -> Account:
    found = staff.account(_authority(actor), number)
    if found is None:
        raise Http404("Nobody of the authority has such an account")
    return found


@for_authority(Permission.ADMINISTER_FIRE)
def role(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """One role, and what can be done about it."""
    held = _held(actor, number)
    rows = [{"name": name, "text": text} for name, text in zip(COLUMNS, _row(held), strict=True)]
    links = [("End this role on a day", "fire-end", held.pk), ("Suspend them at once", "fire-suspend", held.account_id)]
    links.append((LOST, "fire-lost", held.account_id))
    return page(
        request, "settings/role.html", title=str(held.account), caption=wording.sentence(held.role), rows=rows,
        links=[{"text": text, "href": _at(actor, name, key)} for text, name, key in links], breadcrumbs=_crumbs(actor),
    )  # fmt: skip


@for_authority(Permission.ADMINISTER_FIRE)
def end(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """End a role on a day."""
    held = _held(actor, number)
    form = EndForm(request.POST if request.method == "POST" else None)
    intro = (f"{held.account} is {held.role} since {wording.day(held.from_on)}.",)
    setting = Asked("End a role", "End the role", _at(actor, "fire-people"), intro, (LastAdministrator,))

    def do(said: dict[str, Any]) -> str:
        acts.end(held, said["last_on"] + DAY, by=actor, at=timezone.now())
        return f"{wording.day(said['last_on'])} is the last day on which {held.account} is {held.role}."

    return _ask(request, actor, form, setting, do)


@for_authority(Permission.ADMINISTER_FIRE)
def lost(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Take the second step of somebody away who lost it."""
    who = _person(actor, number)
    form = LostForm(request.POST if request.method == "POST" else None)
    setting = Asked(f"Second step of {who}", "Take it away", _at(actor, "fire-people"), (TAKEN_AWAY,))

    def do(said: dict[str, Any]) -> str:
        second_steps.take_away(_authority(actor), who, proved=said["proved"], by=actor, at=timezone.now())
        return f"{who} has no second step now, and is signed out."

    return _ask(request, actor, form, setting, do)


@for_authority(Permission.ADMINISTER_FIRE)
def suspend(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """End every role of somebody and sign them out, at once."""
    who = _person(actor, number)
    form = SuspendForm(request.POST if request.method == "POST" else None)
    intro = (f"Every role of {who} at {_authority(actor).name} ends now, and they are signed out wherever they are signed in.",)
    setting = Asked("Suspend somebody", "Suspend now", _at(actor, "fire-people"), intro, (LastAdministrator,))

    def do(said: dict[str, Any]) -> str:
        acts.suspend(_authority(actor), who, reasons=said["reasons"], by=actor, at=timezone.now())
        return f"{who} has no role here any more, and is signed out."

    return _ask(request, actor, form, setting, do)
