"""Sessions that end, and the second factor that staff must have."""

from collections.abc import Callable
from functools import wraps
from time import time
from typing import Any

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from fanlight.casework.actions import sessions as acts
from fanlight.casework.actions import staff
from fanlight.casework.queries import people
from fanlight.casework.queries.sessions import BEGUN, BROWSER, SEEN
from fanlight.casework.rows import Account
from fanlight.web import browsers
from fanlight.web.frame import page

NOTED = "noted"
"""The key under which a session was noted as its account's: it changes when the session's own does."""
AT_PROVIDER = "second_step_at_provider"
SELDOM = 300
View = Callable[..., HttpResponse]
AGAIN = "You sign in through your council. Sign out, sign in again, and come back to this page within five minutes."


def just_signed_in(view: View) -> View:
    """A page that changes how somebody signs in. Who has neither password nor second step here, to be asked for again, must have signed in
    a moment ago; the library itself lets them go on."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not get_reauthentication_flows(request.user):
            latest = max((each["at"] for each in get_authentication_records(request, request.user)), default=0)
            if time() - latest > app_settings.REAUTHENTICATION_TIMEOUT:
                return page(request, "text.html", title="Sign in again", status=403, sections=[{"heading": "", "paragraphs": [AGAIN]}])
        return view(request, *args, **kwargs)

    return asked


def end_others(sender: Any, request: HttpRequest, user: Account, **_: Any) -> None:
    """End all sessions of somebody whose second step changed, but for the one in which they changed it."""
    staff.end_sessions(user)
    update_session_auth_hash(request, user)


class KeptAlive:
    """Ends a session after its whole life; keeps it alive while pages are asked for, writing at most every few minutes.

    A session that begins, or was given another key, is noted as its account's, so that its owner sees it and can end it.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = timezone.now().timestamp()
            begun = request.session.setdefault(BEGUN, now)
            if now - begun > settings.SESSION_LIFE:
                logout(request)
            elif now - request.session.get(SEEN, 0) > SELDOM:
                request.session[SEEN] = now
        answer = self.answer(request)
        if request.user.is_authenticated:
            self._note(request, request.user)
        return answer

    def _note(self, request: HttpRequest, account: Account) -> None:
        session, key = request.session, request.session.session_key
        if key is not None and session.get(NOTED) != key:
            acts.note(account, key)
            session[NOTED] = key
            session[BROWSER] = browsers.family(request.headers.get("User-Agent", ""))
            session.setdefault(BEGUN, timezone.now().timestamp())


class SecondFactor:
    """Sends staff who have no second factor to set one up before anything else."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.MUST_HAVE_SECOND_FACTOR and self._is_lacking(request):
            return redirect("mfa_index")
        return self.answer(request)

    def _is_lacking(self, request: HttpRequest) -> bool:
        account = request.user
        if not account.is_authenticated or request.path.startswith(("/account/", "/static/")):
            return False
        return people.is_staff(account) and not is_mfa_enabled(account) and not request.session.get(AT_PROVIDER)
