"""Pages on what a council says of itself, and on taking everything out that is held for it."""

import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.actions import councils as acts
from fanlight.casework.actions import exports
from fanlight.casework.actions.councils import About
from fanlight.casework.actions.exports import TooMuch
from fanlight.casework.queries import people
from fanlight.documents import wording
from fanlight.documents.register_names import SAYS
from fanlight.web.colours import ColourUnfit, council_css
from fanlight.web.forms import Choice, Form, line, one_of, words
from fanlight.web.frame import for_council, page
from fanlight.web.pages.asking import Asked, given
from fanlight.web.pages.settings import ask, at, council_of, crumbs

NONE = ""
EMAIL = "Enter an email address like name@example.org"
RULES = [Choice(rule.value, wording.sentence(rule.value), says) for rule, says in SAYS.items()]
COLOUR = "A # and six digits, for example #1d70b8. White or another colour must be readable on it."
EXPORT_INTRO = (
    "One ZIP file with every table as lines of JSON, the files that were given, and a descriptor that says what each column is. "
    "Another council’s data is never in it.",
    "What people declared of convictions is left out: an administrator may not see it. Whoever runs the service can take it out too. "
    "That you took this file is recorded.",
)


class CouncilForm(Form):
    """What a council says of itself."""

    name = line("Name, without “Council”", hint="It stands in letters and on every page.")
    team = line("Team", hint="Who writes the letters.")
    address = words("Postal address", rows=4)
    email = forms.EmailField(label="Email address", error_messages={"required": EMAIL, "invalid": EMAIL})
    phone = line("Telephone", required=False, maxlength="40")
    web = line("Web address", required=False)
    tribunal_address = words("Where appeals go: the tribunal’s address", rows=4, hint="Notices state it. Look it up for your region.")
    tribunal_email = forms.EmailField(label="The tribunal’s email address", required=False, error_messages={"invalid": EMAIL})
    colour = line("Colour behind the council’s name", hint=COLOUR)
    text_colour = line("Colour of the council’s name", hint="Usually #ffffff, white.")
    register_names = one_of("Names of people on the public register", RULES)

    def clean(self) -> dict[str, Any]:
        """Colours in which the name can be read."""
        said = super().clean() or {}
        if said.get("colour") and said.get("text_colour"):
            try:
                council_css(said["colour"], said["text_colour"])
            except ColourUnfit as unfit:
                self.add_error("colour", wording.sentence(str(unfit)))
        return said


@for_council(Permission.ADMINISTER)
def council(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What the council says of itself."""
    held = council_of(actor)
    form = CouncilForm(**given(request), initial=asdict(acts.about(held)))
    authorities = [Choice(each.slug, each.name) for each in people.fire_authorities()]
    form.fields["fire_authority"] = one_of("Fire and rescue authority", [*authorities, Choice(NONE, "None here yet")], required=False)
    asked = Asked("The council", "Save", at(actor, "settings"))

    def do(said: dict[str, Any]) -> str:
        changed = acts.change(held, About(**said), by=actor, at=timezone.now())
        return f"Saved: {', '.join(name.replace('_', ' ') for name in changed)}." if changed else "Nothing was changed."

    return ask(request, actor, form, asked, do)


@for_council(Permission.ADMINISTER)
def export(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Take everything out."""
    problems = []
    if request.method == "POST":
        held = council_of(actor)
        with tempfile.TemporaryDirectory() as folder:
            to = Path(folder) / "export.zip"
            try:
                exports.by_page(held, to, by=actor, at=timezone.now())
            except TooMuch as much:
                problems = [{"text": str(much), "href": "#main-content"}]
            else:
                kept = {"Content-Disposition": f'attachment; filename="{held.slug}.zip"', "Cache-Control": "private, no-store"}
                return HttpResponse(to.read_bytes(), content_type="application/zip", headers=kept)
    return page(
        request, "form.html", title="Take everything out", caption=f"{council_of(actor).name} Council", form=Form(), problems=problems,
        intro=EXPORT_INTRO, button="Make the file", breadcrumbs=crumbs(actor),
    )  # fmt: skip
