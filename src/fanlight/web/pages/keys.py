"""The keys of a council's other systems: listed, made and shown once, and revoked."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.actions import keys as acts
from fanlight.casework.actions.keys import KeyNotMade
from fanlight.casework.queries import keys
from fanlight.casework.queries.keys import Standing
from fanlight.casework.rows import ApiKey
from fanlight.casework.scopes import SAYS, Scope
from fanlight.documents import wording
from fanlight.web.forms import Choice, Form, a_day, line
from fanlight.web.frame import for_council, page
from fanlight.web.pages.cases import told

COLUMNS = ["Key", "Begins with", "What it may do", "Made by", "Last day", "Last used", "Where it stands"]
SCOPES = [(each.value, Choice(each.value, wording.sentence(says), each.value)) for each, says in SAYS.items()]


class KeyForm(Form):
    """Which system a key is for, what it may do, and until when."""

    name = line(
        "Which system is the key for?", hint="For example, Back office of the revenues team", missing="Say which system the key is for"
    )
    scopes = forms.MultipleChoiceField(
        label="What may it do?", choices=SCOPES, widget=forms.CheckboxSelectMultiple, help_text="Choose only what the system needs.",
        error_messages={"required": "Choose at least one thing that the key may do"},
    )  # fmt: skip
    last_on = a_day("The last day on which it opens anything", hint=f"At most {acts.LONGEST_DAYS} days from now. For example, 27 3 2027")


class RevokeForm(Form):
    """Nothing but the button."""


@for_council(Permission.MAKE_KEYS)
def listing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The keys of the council, the latest first."""
    assert actor.council is not None
    rows = [_row(each, actor) for each in keys.held(actor.council)]
    at = reverse("make-key", args=[actor.council.slug])
    return page(
        request, "api/keys.html", title="Keys for other systems", rows=rows, columns=COLUMNS, make_url=at, reference_url=reverse("api")
    )


def _row(each: ApiKey, actor: Actor) -> list[Any]:
    assert actor.council is not None
    stands = keys.standing(each, timezone.localdate())
    name: Any = each.name
    if stands is Standing.IN_USE:
        name = {"text": each.name, "href": reverse("revoke-key", args=[actor.council.slug, each.pk])}
    used = wording.day(timezone.localdate(each.used_at)) if each.used_at else "Never"
    revoked = f" by {each.revoked_by}" if stands is Standing.REVOKED else ""
    return [
        name, each.begins, ", ".join(each.scopes), str(each.made_by), wording.day(each.last_on), used,
        f"{wording.sentence(stands.value)}{revoked}",
    ]  # fmt: skip


@for_council(Permission.MAKE_KEYS)
def make(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Make a key, and show it this once."""
    assert actor.council is not None
    form = KeyForm(request.POST if request.method == "POST" else None)
    problems = form.problems()
    trail = [{"text": "Keys", "href": reverse("keys", args=[actor.council.slug])}]
    if request.method == "POST" and not problems:
        said = form.cleaned_data
        try:
            row, key = acts.make(said["name"][:100], [Scope(each) for each in said["scopes"]], said["last_on"], by=actor, at=timezone.now())
        except KeyNotMade as error:
            problems = [{"text": wording.sentence(str(error)), "href": "#last_on-day"}]
        else:
            return page(request, "api/key_made.html", title="The key is made", key=key, row=row, breadcrumbs=trail)
    intro = ["The key is shown once, when it is made. Only what proves it is kept, so nobody can show it again."]
    return page(
        request, "form.html", title="Make a key", form=form, problems=problems, button="Make the key", intro=intro, breadcrumbs=trail
    )


@for_council(Permission.MAKE_KEYS)
def revoke(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Revoke a key from now on."""
    assert actor.council is not None
    held = keys.one(actor.council, number)
    if held is None or keys.standing(held, timezone.localdate()) is not Standing.IN_USE:
        raise Http404("There is no such key in use")
    if request.method == "POST":
        acts.revoke(number, by=actor, at=timezone.now())
        told(request, f"The key for {held.name} is revoked.")
        return redirect("keys", actor.council.slug)
    intro = [f"{held.name}, which begins with {held.begins}, may: {', '.join(SAYS[Scope(each)] for each in held.scopes)}.",
             "From then on it opens nothing. This cannot be taken back; a new key can be made."]  # fmt: skip
    trail = [{"text": "Keys", "href": reverse("keys", args=[actor.council.slug])}]
    return page(
        request, "form.html", title=f"Revoke the key for {held.name}", form=RevokeForm(), problems=[], button="Revoke the key", intro=intro,
        breadcrumbs=trail,
    )  # fmt: skip
