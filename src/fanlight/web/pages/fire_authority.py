"""The page of a fire authority's administrator on what the authority says of itself."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.actions import councils as acts
from fanlight.casework.actions.councils import AboutFire
from fanlight.web.forms import Form, line, words
from fanlight.web.frame import for_organisation
from fanlight.web.pages.asking import Asked, answer

EMAIL = "Enter an email address like name@example.org"
INTRO = (
    "Councils write to this address when they consult you, and their officers see it. What you change stands in the record of each council "
    "that works with you.",
)


class AuthorityForm(Form):
    """What a fire authority says of itself."""

    name = line("Name of the authority", maxlength="200")
    address = words("Postal address", rows=4)
    email = forms.EmailField(
        label="Email address", help_text="Consultations and referrals are told here. Use one that a team reads, not one person.",
        error_messages={"required": EMAIL, "invalid": EMAIL},
    )  # fmt: skip


@for_organisation(authority=Permission.ADMINISTER_FIRE)
def about(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What the fire authority says of itself."""
    held = actor.fire_authority
    assert held is not None
    known = {"name": held.name, "address": held.address, "email": held.email}
    form = AuthorityForm(request.POST if request.method == "POST" else None, initial=known)
    asked = Asked("Name and address", "Save", reverse("fire-authority", args=[held.slug]), INTRO)

    def do(said: dict[str, Any]) -> str:
        changed = acts.change_fire(held, AboutFire(**said), by=actor, at=timezone.now())
        return f"Saved: {', '.join(changed)}." if changed else "Nothing was changed."

    return answer(request, form, asked, do, caption=held.name)
