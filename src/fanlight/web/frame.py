"""What every page stands in: who asks for it and in which role, the council's name, and the ways through the service."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from fanlight.casework import access
from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.demo.people import PASSWORD, WHO
from fanlight.casework.queries import people
from fanlight.casework.rows import Council, FireAuthority

WHO_IS_WHO = {"people": [[email, who] for email, who in WHO.items()], "password": PASSWORD}
SERVICE = "HMO licensing"
View = Callable[..., HttpResponse]
FOOTER = (("Register of licensed houses", "registers"), ("Accessibility", "accessibility"), ("Privacy", "privacy"))
INVENTED = "Everything here is invented: no such council, house or person exists."


def page(request: HttpRequest, template: str, *, title: str, status: int = 200, **context: Any) -> HttpResponse:
    """A page. `status` is the HTTP status; a form that comes back with `problems` above it is 422 where no other is named."""
    if status == HTTPStatus.OK and request.method == "POST" and context.get("problems"):
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, template, {"title": title, **context}, status=status)


def around(request: HttpRequest) -> dict[str, Any]:
    """What the layout shows around every page, and what was done on the one before: a context processor."""
    told = [{"text": str(each), "kind": "success" if each.level_tag == "success" else ""} for each in messages.get_messages(request)]
    return {"site": site(request), "messages": told}


def site(request: HttpRequest) -> dict[str, Any]:
    """What the layout shows around every page."""
    actor: Actor | None = getattr(request, "actor", None)
    council = (actor.council if actor else None) or getattr(request, "council", None)
    authority = actor.fire_authority if actor else None
    name = council.name if council else authority.name if authority else "Fanlight"
    return {
        "council": f"{council.name} Council" if council else name, "service": SERVICE, "home_url": reverse("home"),
        "stylesheet_url": reverse("colours", args=[council.slug]) if council else "", "phase": "Demonstration" if settings.IS_DEMO else "",
        "phase_text": INVENTED if settings.IS_DEMO else "", "navigation": navigation(request, actor),
        "decides": f"{council.name} Council" if council else "The council",
        "footer": [{"text": text, "href": reverse(name)} for text, name in FOOTER], "who": WHO_IS_WHO if settings.IS_DEMO else {},
    }  # fmt: skip


def navigation(request: HttpRequest, actor: Actor | None) -> list[dict[str, Any]]:
    """The links that somebody's roles open."""
    found: list[tuple[str, str]] = []
    if actor and actor.council:
        found += of_council(actor, actor.council)
    elif actor and actor.fire_authority:
        found += of_fire_authority(actor, actor.fire_authority)
    elif request.user.is_authenticated:
        found.append(("Your applications", reverse("applications")))
    if request.user.is_authenticated:
        found.append(("Your account", reverse("mfa_index")))
    found.append(("Sign out", reverse("account_logout")) if request.user.is_authenticated else ("Sign in", reverse("account_login")))
    return [{"text": text, "href": href, "current": request.path.startswith(href)} for text, href in found]


def signed_in(request: HttpRequest) -> Any:
    """Whoever is signed in: each page that asks is behind `login_required`, which types do not see."""
    return request.user


OF_COUNCIL = (
    ("Cases", "cases", Permission.SEE_CASES),
    ("Changes reported", "changes", Permission.SEE_CASES),
    ("Reported houses", "house-reports", Permission.SEE_CASES),
    ("Not delivered", "undelivered", Permission.SEE_CASES),
    ("Fire safety", "council-fire", Permission.SEE_CASES),
    ("Inspections", "programme", Permission.SEE_CASES),
    ("To sign", "to-sign", Permission.SIGN),
    ("Standard", "policy", Permission.SET_STANDARD),
    ("Workload", "workload", Permission.SEE_FIGURES),
    ("Settings", "settings", Permission.ADMINISTER),
    ("Messages", "messages", Permission.SETTLE_MESSAGES),
    ("Keys", "keys", Permission.MAKE_KEYS),
)


def of_council(actor: Actor, council: Council) -> list[tuple[str, str]]:
    """The links that somebody's roles open in a council, without those to what it has not: a fire authority, a carrier of its letters."""
    lacking = {"council-fire"} if council.fire_authority_id is None else set()
    lacking |= {"undelivered"} if council.slug not in settings.NOTIFY else set()
    return [
        (text, reverse(name, args=[council.slug]))
        for text, name, permission in OF_COUNCIL
        if access.is_permitted(actor, permission) and name not in lacking
    ]


OF_FIRE_AUTHORITY = (
    ("Fire safety matters", "fire", Permission.ANSWER_FIRE),
    ("People and roles", "fire-people", Permission.ADMINISTER_FIRE),
    ("Name and address", "fire-authority", Permission.ADMINISTER_FIRE),
)


def of_fire_authority(actor: Actor, authority: FireAuthority) -> list[tuple[str, str]]:
    """The links that somebody's roles open in a fire authority."""
    opened = (each for each in OF_FIRE_AUTHORITY if access.is_permitted(actor, each[2]))
    return [(text, reverse(name, args=[authority.slug])) for text, name, _ in opened]


PLACES: dict[str, tuple[str, Callable[[str], Any], Callable[[Any, Any], Actor | None]]] = {
    "council": ("council", people.council, people.of_council),
    "authority": ("fire authority", people.fire_authority, people.of_fire_authority),
}
"""What an address names by a word: what it is called, and how it and who acts there are found."""


def for_organisation(**permissions: Permission) -> Callable[[View], View]:
    """A page of the staff of an organisation, each kind with its permission: the address names it, and the view is given who acts there."""

    def made(view: View) -> View:
        @wraps(view)
        @login_required
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            word = next(word for word in permissions if word in kwargs)
            called, find, acting = PLACES[word]
            held = find(kwargs.pop(word))
            actor = acting(signed_in(request), held) if held else None
            if actor is None:
                raise Http404(f"There is no such {called} for you")
            return _answered(view, request, actor, permissions[word], *args, **kwargs)

        return asked

    return made


def for_council(permission: Permission) -> Callable[[View], View]:
    """A page of a council's staff: the view is given the actor in the place of the council that the address names."""
    return for_organisation(council=permission)


for_fire_authority = for_organisation(authority=Permission.ANSWER_FIRE)


def for_applicant(view: View) -> View:
    """A page of somebody who applies, holds a licence or was named in an application."""

    @wraps(view)
    @login_required
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # The page of a case is in the name and colours of the council that has it.
        request.council = people.council(kwargs["council"]) if "council" in kwargs else None  # type: ignore[attr-defined]
        return _answered(view, request, people.as_applicant(signed_in(request)), Permission.APPLY, *args, **kwargs)

    return asked


def _answered(view: View, request: HttpRequest, actor: Actor, permission: Permission, *args: Any, **kwargs: Any) -> HttpResponse:
    request.actor = actor  # type: ignore[attr-defined]
    if not access.is_permitted(actor, permission):
        raise PermissionDenied(f"Your role does not let you {permission.value}.")
    try:
        return view(request, actor, *args, **kwargs)
    except access.NotPermitted as error:
        raise PermissionDenied(str(error)) from error
