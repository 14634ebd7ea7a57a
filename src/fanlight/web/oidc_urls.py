"""The addresses of signing in by a council's own provider; what is not set up is not there."""

from collections.abc import Callable

import requests
from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_GET, require_POST

from fanlight.web.staff_sign_in import NOT_CONFIRMED, Asked, refusal


def _of(kind: type) -> Callable[[HttpRequest, str], HttpResponse]:
    @login_not_required
    def view(request: HttpRequest, provider_id: str) -> HttpResponse:
        try:
            return kind.adapter_view(Asked(request, provider_id))(request)  # type: ignore[attr-defined]
        except SocialApp.DoesNotExist:
            raise Http404("There is no such provider to sign in by") from None
        except (requests.RequestException, OAuth2Error, ValueError, KeyError, TypeError) as error:
            # Whatever a provider answers, however wrong, ends in a page that says so.
            return refusal(request, NOT_CONFIRMED, type(error).__name__)

    return view


urlpatterns = [
    path("<slug:provider_id>/login/", require_POST(_of(OAuth2LoginView)), name="openid_connect_login"),
    path("<slug:provider_id>/login/callback/", require_GET(_of(OAuth2CallbackView)), name="openid_connect_callback"),
]
