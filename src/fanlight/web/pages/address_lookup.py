"""Looking an address up by its postcode or UPRN in a council's gazetteer: typed, chosen from a list, and taken into the form it is for."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from fanlight.casework.acting import Actor
from fanlight.casework.queries import gazetteer, people
from fanlight.casework.rows import Council
from fanlight.facts import postcode
from fanlight.web.forms import Choice, Form, line, one_of
from fanlight.web.frame import for_applicant, page

FOR = {"apply": "apply-start", "exemption": "apply-exempt"}
"""The forms that take an address, by the word in the address of this page."""


class LookupForm(Form):
    """Where an address is looked for."""

    postcode = line("Postcode", required=False, classes="govuk-input--width-10", autocomplete="postal-code")
    uprn = line(
        "Or the unique property reference number (UPRN)", required=False, classes="govuk-input--width-10", inputmode="numeric"
    )  # fmt: skip


@for_applicant
def find(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Type a postcode or UPRN, and choose the address. Everything is asked for by GET, since nothing is changed."""
    councils = {each.slug: each for each in gazetteer.councils()}
    then = request.GET.get("for", "apply")
    if not councils or then not in FOR:
        raise Http404("No addresses can be looked up here")
    is_asked = "postcode" in request.GET or "uprn" in request.GET
    form = LookupForm(request.GET if is_asked else None)
    if len(councils) > 1:
        form.fields["council"] = one_of("Which council is the house in?", [Choice(slug, each.name) for slug, each in councils.items()])
        form.order_fields(["council"])
    found, problems = _found(form, councils) if is_asked else ([], [])
    council = form.data.get("council") or next(iter(councils))
    choices = [{"value": each.uprn, "text": f"{each.address}, {each.postcode}"} for each in found]
    return page(
        request, "other_systems/find_address.html", title="Find the address", form=form, problems=problems, choices=choices,
        council=council, then=then, then_url=reverse(FOR[then]),
        breadcrumbs=[{"text": "Your applications", "href": reverse("applications")}],
    )  # fmt: skip


def _found(form: Form, councils: dict[str, Council]) -> tuple[list[Any], list[dict[str, str]]]:
    """The addresses asked for, or what is wrong with what was typed."""
    if not form.is_valid():
        return [], form.problems()
    said = form.cleaned_data
    council = councils[said.get("council") or next(iter(councils))]
    code = postcode.tidy(said["postcode"])
    if said["uprn"]:
        one = gazetteer.one(council, said["uprn"])
        return ([one], []) if one else ([], [{"text": "The council’s gazetteer has no such UPRN", "href": "#uprn"}])
    if not postcode.SHAPE.fullmatch(code):
        return [], [{"text": "Enter a full postcode, like AA1 1AA", "href": "#postcode"}]
    found = list(gazetteer.at_postcode(council, code))
    return found, [] if found else [{"text": f"The council’s gazetteer has no address at {code}", "href": "#postcode"}]


def known(request: HttpRequest) -> dict[str, str]:
    """What a chosen address fills in: the fields of a form by name; nothing where none was chosen or it is not known."""
    council = people.council(request.GET.get("council", "")[:100])
    entry = gazetteer.one(council, request.GET.get("uprn", "")[:20]) if council else None
    if council is None or entry is None:
        return {}
    return {"council": council.slug, "address": entry.address, "postcode": entry.postcode, "uprn": entry.uprn}


def offered(then: str) -> str:
    """Where an address can be looked up; empty where no gazetteer is loaded."""
    return f"{reverse('find-address')}?for={then}" if gazetteer.councils().exists() else ""
