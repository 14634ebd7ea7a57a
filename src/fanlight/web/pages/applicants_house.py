"""What an applicant says of the house: the same forms as an officer's, drawn from the facts, with what is prescribed first."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from fanlight.casework.acting import Actor
from fanlight.casework.actions.surveys import APPLICATION
from fanlight.web import surveying
from fanlight.web.frame import for_applicant
from fanlight.web.pages.applying import address, opened, wanted
from fanlight.web.questions.audience import HOUSE_APPLICANT
from fanlight.web.surveying import Desk


def desk(actor: Actor, council: str, reference: str) -> Desk:
    """The form of an application."""
    case = opened(actor, council, reference)
    crumbs = [
        {"text": "Your applications", "href": reverse("applications")}, {"text": case.reference, "href": address(case, "apply-tasks")},
        {"text": "The house", "href": address(case, "apply-house")},
    ]  # fmt: skip
    return Desk(
        actor, case, APPLICATION, HOUSE_APPLICANT, address(case, "apply-house"), address(case, "apply-tasks"), "Back to your application",
        {"breadcrumbs": crumbs}, wanted(case),
    )  # fmt: skip


@for_applicant
def tasks(request: HttpRequest, actor: Actor, council: str, reference: str) -> HttpResponse:
    """What there is to answer about the house."""
    return surveying.tasks(request, desk(actor, council, reference))


@for_applicant
def things(request: HttpRequest, actor: Actor, council: str, reference: str, thing: str) -> HttpResponse:
    """The things of a list."""
    return surveying.listing(request, desk(actor, council, reference), thing)


@for_applicant
def entry(request: HttpRequest, actor: Actor, council: str, reference: str, thing: str, id_: str) -> HttpResponse:  # noqa: PLR0913
    """The sections of one thing."""
    return surveying.entry(request, desk(actor, council, reference), thing, id_)


@for_applicant
def remove(request: HttpRequest, actor: Actor, council: str, reference: str, thing: str, id_: str) -> HttpResponse:  # noqa: PLR0913
    """Take a thing off its list."""
    return surveying.remove(request, desk(actor, council, reference), thing, id_)


@for_applicant
def section(request: HttpRequest, actor: Actor, council: str, **place: str) -> HttpResponse:
    """The questions of a section."""
    return surveying.section(request, desk(actor, council, place["reference"]), place["thing"], place["id_"], place["key"])
