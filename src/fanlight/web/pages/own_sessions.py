"""The page on which somebody sees where they are signed in, and signs out there."""

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from fanlight.casework.actions import sessions as acts
from fanlight.casework.queries import sessions
from fanlight.web import logged
from fanlight.web.frame import page, signed_in
from fanlight.web.pages.cases import told
from fanlight.web.sessions import just_signed_in


@login_required
def listing(request: HttpRequest) -> HttpResponse:
    """Every session of whoever asks that is open."""
    account, this = signed_in(request), request.session.session_key
    places = sessions.open_of(account, this=this, at=timezone.now(), life=settings.SESSION_LIFE)
    here = timezone.get_current_timezone()
    rows = [
        {"number": each.number, "browser": each.browser, "begun": each.begun_at.astimezone(here), "seen": each.seen_at.astimezone(here),
         "is_this": each.is_this}
        for each in places
    ]  # fmt: skip
    return page(request, "account/sessions.html", title="Where you are signed in", places=rows)


@login_required
def _end(request: HttpRequest, number: int) -> HttpResponse:
    account = signed_in(request)
    if not acts.end(account, number):
        raise Http404("No session of yours has this number")
    logged.security.info("session ended by its owner: account %s", account.pk)
    told(request, "You are signed out there.")
    return redirect("own-sessions")


@login_required
def _end_others(request: HttpRequest) -> HttpResponse:
    account = signed_in(request)
    acts.end_others(account, request.session.session_key)
    update_session_auth_hash(request, account)
    logged.security.info("other sessions ended by their owner: account %s", account.pk)
    told(request, "You are signed out everywhere else.")
    return redirect("own-sessions")


# Whoever ends sessions proves again who they are, so that nobody at a computer left open can shut its owner out.
end = require_POST(just_signed_in(reauthentication_required(app="allauth.account")(_end)))
end_others = require_POST(just_signed_in(reauthentication_required(app="allauth.account")(_end_others)))
