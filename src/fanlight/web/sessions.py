"""Sessions that end, and the second factor that staff must have."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from fanlight.casework.actions import staff
from fanlight.casework.queries import people
from fanlight.casework.rows import Account

BEGUN, SEEN = "begun", "seen"
AT_PROVIDER = "second_step_at_provider"
SELDOM = 300


def end_others(sender: Any, request: HttpRequest, user: Account, **_: Any) -> None:
    """End all sessions of somebody whose second step changed, but for the one in which they changed it."""
    staff.end_sessions(user)
    update_session_auth_hash(request, user)


class KeptAlive:
    """Ends a session after its whole life; keeps it alive while pages are asked for, writing at most every few minutes."""

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
        return self.answer(request)


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
