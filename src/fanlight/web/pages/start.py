"""The first page, and the pages about the service itself."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from fanlight.casework.demo.people import PASSWORD, WHO
from fanlight.casework.queries import people
from fanlight.web.colours import council_css
from fanlight.web.frame import page

SERVED_TO_ALL = (
    "We want as many people as possible to be able to use this service. It works with a keyboard alone, with speech, at 400 % zoom, "
    "on a phone, and without JavaScript.",
    "Every page of every journey is tested by a program against WCAG 2.2 at level AA. If something does not work for you, tell your "
    "council: you can ask for every letter in another form.",
)
USED_FOR = (
    "Your council uses what you tell it to decide on licences under the Housing Act 2004. It shares with the fire and rescue authority "
    "what the two need to keep the house safe, and puts in the public register what the law says must stand there.",
    "What you say about convictions is seen only by the officers who weigh it, and each look at it is recorded.",
)
COOKIES = ("The service keeps one cookie while you are signed in and one that protects its forms. It sets no other.",)
ACCESSIBILITY = [{"heading": "", "paragraphs": SERVED_TO_ALL}]
PRIVACY = [{"heading": "", "paragraphs": USED_FOR}, {"heading": "Cookies", "paragraphs": COOKIES}]


def home(request: HttpRequest) -> HttpResponse:
    """The first page: ways in, and for the demonstration who is who."""
    who = [[email, who] for email, who in WHO.items()] if settings.IS_DEMO else []
    return page(request, "home.html", title="License a house in multiple occupation", places=_places(request), who=who, password=PASSWORD)


def _places(request: HttpRequest) -> list[dict[str, str]]:
    if not request.user.is_authenticated:
        return []
    found = [
        {"text": "Your applications and licences", "href": reverse("applications"), "hint": "Apply, renew, answer and report changes."}
    ]
    held = {(one.council, one.fire_authority): one for one in people.memberships(request.user)}
    for council, authority in held:
        if council is not None:
            found.append(
                {"text": f"{council.name} Council", "href": reverse("cases", args=[council.slug]), "hint": "Cases of the council."}
            )
        if authority is not None:
            found.append({"text": authority.name, "href": reverse("fire", args=[authority.slug]), "hint": "Consultations and referrals."})
    return found


def accessibility(request: HttpRequest) -> HttpResponse:
    """How far everybody can use the service."""
    return page(request, "text.html", title="Accessibility", sections=ACCESSIBILITY)


def privacy(request: HttpRequest) -> HttpResponse:
    """What is done with what people say, and the cookies."""
    return page(request, "text.html", title="Privacy and cookies", sections=PRIVACY)


def colours(request: HttpRequest, council: str) -> HttpResponse:
    """A council's colours as a stylesheet."""
    held = people.council(council)
    if held is None:
        raise Http404("There is no such council here")
    return HttpResponse(council_css(held.colour, held.text_colour), content_type="text/css", headers={"Cache-Control": "max-age=3600"})


def not_permitted(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What somebody may not do, with the reason."""
    sections = [{"heading": "", "paragraphs": [str(exception) or "Your account does not let you do this."]}]
    return page(request, "text.html", title="You cannot do this", sections=sections, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page, for whoever asks."""
    told = "If you typed the address, check it is right. If you followed a link, what it leads to may not be yours to see."
    return page(request, "text.html", title="Page not found", sections=[{"heading": "", "paragraphs": [told]}], status=404)
