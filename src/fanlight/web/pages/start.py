"""The first page, and the pages about the service itself."""

from collections.abc import Iterator

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from fanlight.casework import access
from fanlight.casework.access import Permission
from fanlight.casework.queries import people
from fanlight.casework.rows import Account, Council, FireAuthority
from fanlight.documents import wording
from fanlight.web.api import problems
from fanlight.web.colours import council_css
from fanlight.web.frame import OF_COUNCIL, of_council, of_fire_authority, page, signed_in

SERVED_TO_ALL = (
    "We want as many people as possible to be able to use this service. It works with a keyboard alone, with speech, at 400 % zoom, "
    "on a phone, and without JavaScript.",
    "Every page of every journey is tested by a program against WCAG 2.2 at level AA. If something does not work for you, tell your "
    "council: you can ask for every letter in another form.",
)
USED_FOR = (
    "Your council uses what you tell it to decide on licences under the Housing Act 2004. It shares with the fire and rescue authority "
    "what the two need to keep the house safe, and puts in the public register what the law says must stand there.",
    "If you report a house, how to reach you is seen only by the officers who work on reports, and is erased: a year after you sent it "
    "at the latest, and some time after the report is closed, which the council’s form tells you before you send it. A hold for a legal "
    "claim or an inquiry can keep it longer. Those who run the house are never told who reported it.",
    "What you say about convictions is seen only by the officers who weigh it, and each look at it is recorded.",
)
COOKIES = ("The service keeps one cookie while you are signed in and one that protects its forms. It sets no other.",)
IN_A_CASE = (Permission.WORK_CASES, Permission.WEIGH_OFFENCES)
ACCESSIBILITY = [{"heading": "", "paragraphs": SERVED_TO_ALL}]
PRIVACY = [{"heading": "", "paragraphs": USED_FOR}, {"heading": "Cookies", "paragraphs": COOKIES}]


def home(request: HttpRequest) -> HttpResponse:
    """The first page: ways in."""
    return page(request, "home.html", title="License a house in multiple occupation", places=_places(request))


def place_of(account: Account) -> str:
    """The first page that somebody's roles open; of who acts in several places, or has no page there, the one to choose from."""
    held = list(dict.fromkeys((one.council, one.fire_authority) for one in people.memberships(account)))
    if not held:
        return reverse("applications")
    opened = _links(account, *held[0]) if len(held) == 1 else []
    return opened[0][1] if opened else reverse("home")


def _links(account: Account, council: Council | None, authority: FireAuthority | None) -> list[tuple[str, str]]:
    if council is not None:
        actor = people.of_council(account, council)
        return of_council(actor, council) if actor else []
    assert authority is not None
    fire = people.of_fire_authority(account, authority)
    return of_fire_authority(fire, authority) if fire else []


def _places(request: HttpRequest) -> list[dict[str, str]]:
    if not request.user.is_authenticated:
        return []
    found = [
        {"text": "Your applications and licences", "href": reverse("applications"), "hint": "Apply, renew, answer and report changes."}
    ]
    held = {(one.council, one.fire_authority): one for one in people.memberships(request.user)}
    for council, authority in held:
        if council is not None:
            found += _in_council(request, council)
        if authority is not None:
            found += _in_authority(request, authority)
    return found


def _in_authority(request: HttpRequest, authority: FireAuthority) -> Iterator[dict[str, str]]:
    """The first page of a fire authority that somebody's roles open, with what else they open."""
    actor = people.of_fire_authority(signed_in(request), authority)
    assert actor is not None
    for text, href in of_fire_authority(actor, authority)[:1]:
        hints = {"Fire safety matters": "Consultations and referrals."}
        yield {"text": authority.name, "href": href, "hint": hints.get(text, f"{text}.")}


def _in_council(request: HttpRequest, council: Council) -> Iterator[dict[str, str]]:
    """The first page of a council that somebody's roles open, with what else they open; and what their roles let them do."""
    actor = people.of_council(signed_in(request), council)
    assert actor is not None
    links = of_council(actor, council)
    if links:
        yield {"text": f"{council.name} Council", "href": links[0][1], "hint": f"{', '.join(text for text, _ in links)}."}
    roles = wording.sentence(" and ".join(sorted(actor.roles)))
    yield {
        "text": f"Your role at {council.name} Council",
        "href": reverse("role", args=[council.slug]),
        "hint": f"{roles}: what it can do.",
    }


@login_required
def role(request: HttpRequest, council: str) -> HttpResponse:
    """What somebody's roles let them do for a council, with the page for each, and honestly where there is none."""
    held = people.council(council)
    actor = people.of_council(signed_in(request), held) if held else None
    if held is None or actor is None:
        raise Http404("There is no such council for you")
    request.actor = actor  # type: ignore[attr-defined]
    pages = {permission: [text for text, _, asked in OF_COUNCIL if asked is permission] for permission in Permission}
    may = [each for each in Permission if access.is_permitted(actor, each)]
    lines = [f"{wording.sentence(each.value)}. {_where(each, pages[each])}" for each in may]
    none = ["Your role lets you do nothing in this service. Ask those who run it if that is not right."]
    intro = f"You act for {held.name} Council as {' and '.join(sorted(actor.roles))}."
    sections = [{"heading": "", "paragraphs": [intro]}, {"heading": "What you can do now", "paragraphs": lines or none}]
    return page(request, "text.html", title="What your role can do", sections=sections)


def _where(permission: Permission, pages: list[str]) -> str:
    if permission is Permission.EDIT_LETTERS:
        return "Under: Settings."
    if pages:
        return f"Under: {', '.join(pages)}."
    return "In the pages of a case." if permission in IN_A_CASE else "There is no page for this yet: ask those who run the service."


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


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was asked cannot be read, by anybody. Where it is not even known who asks, it is said without the frame of a page."""
    if problems.is_of_api(request):
        return problems.told(400, "something in the address or the body cannot be read: leave out signs that nobody types")
    told = "Something in the address or the form cannot be read. Go back, type it again and leave out characters that are not letters."
    if not hasattr(request, "user"):
        return HttpResponse(told, status=400, content_type="text/plain; charset=utf-8")
    return page(request, "text.html", title="This cannot be read", sections=[{"heading": "", "paragraphs": [told]}], status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page, for whoever asks."""
    told = "If you typed the address, check it is right. If you followed a link, what it leads to may not be yours to see."
    return page(request, "text.html", title="Page not found", sections=[{"heading": "", "paragraphs": [told]}], status=404)
