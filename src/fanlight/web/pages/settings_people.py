"""Pages of an administrator on the people of the council: who has which role, inviting, ending roles, and suspending at once."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from fanlight.casework import access
from fanlight.casework.access import Permission
from fanlight.casework.acting import STAFF, Actor, Office
from fanlight.casework.actions import second_steps
from fanlight.casework.actions import staff as acts
from fanlight.casework.actions.staff import Invited, LastAdministrator
from fanlight.casework.queries import staff
from fanlight.casework.rows import Council, Membership
from fanlight.documents import wording
from fanlight.licensing.procedure import Role
from fanlight.web.forms import Choice, Form, a_day, line, one_of, words
from fanlight.web.frame import for_council, page
from fanlight.web.pages.asking import Asked, given
from fanlight.web.pages.settings import ask, at, council_of, crumbs

DAY = timedelta(days=1)
COLUMNS = ["Name", "Email", "Role", "Weighs convictions", "From", "Last day"]
DOES = {
    Role.HOUSING_OFFICER: "Works on cases.",
    Role.TEAM_MANAGER: "Works on cases, signs decisions, sees what is late.",
    Office.POLICY_OFFICER: "Sees figures and looks after the council’s standards.",
    Office.ADMINISTRATOR: "Sets the service up. Opens no case.",
}
WEIGHS = "May see and weigh what people declare of convictions"
ONLY = f"Only for a {' or '.join(access.WEIGHING_ROLES)}. Give it to as few as you can: each look is recorded."


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


@for_council(Permission.ADMINISTER)
def people(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everybody who acts for the council, and who did."""
    today = timezone.localdate()
    now = [[*_row(each), _links(actor, each)] for each in staff.of(council_of(actor), today)]
    past = [_row(each) for each in staff.of(council_of(actor), today, are_past=True)]
    tables = [
        ("Roles now and to come", [*COLUMNS, "Change"], now, "Nobody has a role."),
        ("Roles that ended", COLUMNS, past, ""),
        *_of_authority(council_of(actor), today),
    ]
    return page(
        request, "settings/table.html", title="People and roles", caption=f"{council_of(actor).name} Council", tables=tables,
        links=[{"text": "Invite somebody, or give another role", "href": at(actor, "settings-invite")}], breadcrumbs=crumbs(actor),
    )  # fmt: skip


def _of_authority(council: Council, today: date) -> list[tuple[str, list[str], list[Any], str]]:
    """Who acts for the fire authority that the council works with: its own administrator says so, and the council sees it."""
    authority = council.fire_authority
    if authority is None:
        return []
    rows = [[*_row(each)[:3], *_row(each)[4:]] for each in staff.of(authority, today)]
    columns = [each for each in COLUMNS if each != "Weighs convictions"]
    return [(f"Who acts for {authority.name}, as its own administrator says", columns, rows, "Nobody acts for it here.")]


def _row(each: Membership) -> list[Any]:
    last = wording.day(each.until_on - DAY) if each.until_on else "No end"
    weighs = "Yes" if each.weighs_suitability else "No"
    return [str(each.account), each.account.email, wording.sentence(each.role), weighs, wording.day(each.from_on), last]


def _links(actor: Actor, each: Membership) -> dict[str, str]:
    return {"text": "Change or end", "href": at(actor, "settings-role", each.pk)}


@for_council(Permission.ADMINISTER)
def invite(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Invite somebody to act for the council."""
    form = InviteForm(**given(request), initial={"from_on": timezone.localdate()})
    intro = ("They get a message that tells them where to set a password; then they set up a second step. You never see either.",)
    asked = Asked("Invite somebody", "Invite", at(actor, "settings-people"), intro, trail=_trail(actor))
    sign_in = request.build_absolute_uri(reverse("account_reset_password"))

    def do(said: dict[str, Any]) -> str:
        until = said["until_on"] + DAY if said["until_on"] else None
        invited = Invited(said["email"], said["name"], said["role"], said["from_on"], until, said["weighs"])
        made = acts.invite(council_of(actor), invited, by=actor, at=timezone.now(), sign_in=sign_in)
        return f"{made.account} is {made.role} from {wording.day(made.from_on)}. A message waits to be sent to {made.account.email}."

    return ask(request, actor, form, asked, do)


def _trail(actor: Actor) -> list[tuple[str, str]]:
    return [("People and roles", at(actor, "settings-people"))]


def _held(actor: Actor, number: int) -> Membership:
    found = staff.membership(council_of(actor), number)
    if found is None:
        raise Http404("Nobody has such a role here")
    return found


@for_council(Permission.ADMINISTER)
def role(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """One role, and what can be done about it."""
    held = _held(actor, number)
    rows = [{"name": name, "text": text} for name, text in zip(COLUMNS, _row(held), strict=True)]
    links = [("End this role on a day", "settings-end", held.pk), ("Suspend them at once", "settings-suspend", held.account_id)]
    links.append((LOST, "settings-lost", held.account_id))
    if held.role in access.WEIGHING_ROLES:
        links.append(("Change who weighs convictions", "settings-weigh", held.pk))
    return page(
        request, "settings/role.html", title=str(held.account), caption=wording.sentence(held.role), rows=rows,
        links=[{"text": text, "href": at(actor, name, key)} for text, name, key in links], breadcrumbs=crumbs(actor, *_trail(actor)),
    )  # fmt: skip


@for_council(Permission.ADMINISTER)
def end(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """End a role on a day."""
    held = _held(actor, number)
    form = EndForm(**given(request))
    intro = (f"{held.account} is {held.role} since {wording.day(held.from_on)}.",)
    asked = Asked("End a role", "End the role", at(actor, "settings-people"), intro, (LastAdministrator,), trail=_trail(actor))

    def do(said: dict[str, Any]) -> str:
        acts.end(held, said["last_on"] + DAY, by=actor, at=timezone.now())
        return f"{wording.day(said['last_on'])} is the last day on which {held.account} is {held.role}."

    return ask(request, actor, form, asked, do)


@for_council(Permission.ADMINISTER)
def weigh(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Name somebody as one who weighs convictions, or take that from them."""
    held = _held(actor, number)
    form = WeighForm(**given(request), initial={"weighs": "yes" if held.weighs_suitability else "no"})
    asked = Asked("Who weighs convictions", "Save", at(actor, "settings-people"), (str(held.account),), trail=_trail(actor))

    def do(said: dict[str, Any]) -> str:
        made = acts.let_weigh(held, said["weighs"] == "yes", by=actor, at=timezone.now())
        return f"{held.account} {'weighs' if made.weighs_suitability else 'does not see'} what people declare of convictions."

    return ask(request, actor, form, asked, do)


@for_council(Permission.ADMINISTER)
def lost(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Take the second step of somebody away who lost it."""
    who = staff.account(council_of(actor), number)
    if who is None:
        raise Http404("Nobody of the council has such an account")
    form = LostForm(request.POST if request.method == "POST" else None)
    setting = Asked(f"Second step of {who}", "Take it away", at(actor, "settings-people"), (TAKEN_AWAY,), trail=_trail(actor))

    def do(said: dict[str, Any]) -> str:
        second_steps.take_away(council_of(actor), who, proved=said["proved"], by=actor, at=timezone.now())
        return f"{who} has no second step now, and is signed out."

    return ask(request, actor, form, setting, do)


@for_council(Permission.ADMINISTER)
def suspend(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """End every role of somebody and sign them out, at once."""
    who = staff.account(council_of(actor), number)
    if who is None:
        raise Http404("Nobody of the council has such an account")
    form = SuspendForm(**given(request))
    intro = (f"Every role of {who} at {council_of(actor).name} Council ends now, and they are signed out wherever they are signed in.",)
    asked = Asked("Suspend somebody", "Suspend now", at(actor, "settings-people"), intro, (LastAdministrator,), trail=_trail(actor))

    def do(said: dict[str, Any]) -> str:
        acts.suspend(council_of(actor), who, reasons=said["reasons"], by=actor, at=timezone.now())
        return f"{who} has no role here any more, and is signed out."

    return ask(request, actor, form, asked, do)
