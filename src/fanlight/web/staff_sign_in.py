"""Signing in of staff by their council's own provider (OpenID Connect): what its answer must be, and whom it lets in."""

import logging
import secrets
from collections.abc import Mapping
from typing import Any, NoReturn

import jwt
import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from fanlight.casework.queries import people
from fanlight.casework.rows import Account
from fanlight.web.frame import page
from fanlight.web.sessions import AT_PROVIDER

log = logging.getLogger(__name__)
ALGORITHMS = ("RS256",)
"""How the answer of a provider may be signed: by its key alone, and never in a way that the answer itself chooses."""
WHOLE_SERVICE = "service"
LEEWAY = 60
NOT_CONFIRMED = "Your council’s sign-in service did not confirm who you are. Try again."
NEEDED = ("iss", "aud", "exp", "iat", "sub", "nonce")


class Asked(OpenIDConnectOAuth2Adapter):
    """Asks a provider for its answer, and reads it only with the provider's own signature."""

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        config = self.openid_config
        if config.get("issuer", "").rstrip("/") != app.settings["server_url"].rstrip("/"):
            raise OAuth2Error("the provider says another issuer than the one that is set")
        with self._session() as session:
            keys = session.get(config["jwks_uri"])
            keys.raise_for_status()
        try:
            wanted = jwt.get_unverified_header(id_token).get("kid")
            key = next(each for each in jwt.PyJWKSet.from_dict(keys.json()).keys if wanted in (None, each.key_id))
            return jwt.decode(
                id_token, key, algorithms=list(ALGORITHMS), issuer=config["issuer"], audience=app.client_id, leeway=LEEWAY,
                options={"require": list(NEEDED)},
            )  # fmt: skip
        except (jwt.PyJWTError, StopIteration, ValueError) as error:
            raise OAuth2Error(f"the answer is not to be trusted: {type(error).__name__}") from error

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **given: Any) -> SocialLogin:
        """The answer. What is in its signed part counts, and what the provider tells besides is asked only for an address not in it."""
        signed = given["response"].get("id_token")
        if not signed:
            raise OAuth2Error("the provider gave no signed answer")
        said = self._decode_id_token(app, signed)
        if "email" not in said:
            told = self._fetch_user_info(token.token)
            if told.get("sub") != said["sub"]:
                raise OAuth2Error("the provider tells of another person")
            said |= {name: told[name] for name in ("email", "email_verified") if name in told}
        login = self.get_provider().sociallogin_from_response(request, {"id_token": said})
        login.account.extra_data = {}  # nothing that the provider told is kept but its number for the person
        login.said = said
        return login

    def _session(self) -> requests.Session:
        return get_adapter().get_requests_session()


class StaffProvider(OpenIDConnectProvider):
    """A provider of the settings. Each sign-in has a value of its own (nonce), which the answer must repeat, and proves its code (PKCE)."""

    oauth2_adapter_class = Asked
    pkce_enabled_default = True

    def redirect(self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **given: Any) -> Any:
        """Lead to the provider. What an address asks besides is not passed on."""
        nonce = secrets.token_urlsafe(32)
        asked = {"auth_params": {"nonce": nonce}, "scope": self.get_default_scope(), "nonce": nonce}
        return super().redirect(request, process, next_url, data, **asked)

    def get_default_scope(self) -> list[str]:
        """No more than who it is and at which address."""
        return ["openid", "email"]


class SocialAccounts(DefaultSocialAccountAdapter):
    """Lets in whoever the provider knows by a verified address that is a member's here, and nobody else."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Check the answer and find whose it is. Whoever is not let in sees why, and nothing of it is kept."""
        said: Mapping[str, Any] = sociallogin.said
        nonce = sociallogin.state.get("nonce", "")
        if sociallogin.state.get("process") != "login" or not secrets.compare_digest(str(said["nonce"]).encode(), nonce.encode()):
            refuse(request, "The answer does not belong to this sign-in. Begin again from the page to sign in.", "nonce")
        account = _member(request, sociallogin, said)
        if not sociallogin.is_existing:
            if SocialAccount.objects.filter(user=account, provider=sociallogin.account.provider).exists():
                refuse(request, "The provider knew somebody else by this address before. Ask your administrator.", "another person")
            sociallogin.connect(request, account)
        sociallogin.state[AT_PROVIDER] = _is_second_step(said, sociallogin.account.provider)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Nobody opens an account in this way: staff are added by their council."""
        return False

    def send_notification_mail(self, *about: Any, **more: Any) -> None:
        """No mail says that an account was joined to the provider of its own council."""

    def get_requests_session(self) -> requests.Session:
        """What asks a provider. It follows no redirect: that would carry the client's secret to an address that nobody set."""
        session: requests.Session = super().get_requests_session()
        session.max_redirects = 0
        return session

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> NoReturn:
        """Say that it did not work. What the provider answered is neither shown nor logged."""
        refuse(request, NOT_CONFIRMED, type(exception).__name__)


def _member(request: HttpRequest, login: SocialLogin, said: Mapping[str, Any]) -> Account:
    """The account of whoever signs in: one with that verified address, and with roles today that are all the provider's concern."""
    address = str(said.get("email", "")).strip().lower()
    if said.get("email_verified") is not True or not address:
        refuse(request, "Your council’s sign-in service does not confirm your address of mail, so that it cannot be used.", "unverified")
    account = people.by_address(address)
    slug = login.account.provider
    if account is None or not account.is_active or not people.acts_only_for(account, "" if slug == WHOLE_SERVICE else slug):
        refuse(request, "No account that your council’s sign-in service may open has your address. Ask your administrator.", "no member")
    if login.is_existing and login.user.pk != account.pk:
        refuse(request, "The provider knew you by another address before. Ask your administrator.", "another address")
    return account


def refuse(request: HttpRequest, says: str, why: str) -> NoReturn:
    """Let nobody in; see `refusal`."""
    raise ImmediateHttpResponse(refusal(request, says, why))


def refusal(request: HttpRequest, says: str, why: str) -> HttpResponse:
    """The page that says why somebody is not let in; `why` is for the log, which holds nothing of the person."""
    log.warning("sign-in by a provider refused: %s", why)
    return page(request, "text.html", title="You are not signed in", status=403, sections=[{"heading": "", "paragraphs": [says]}])


def _is_second_step(said: Mapping[str, Any], slug: str) -> bool:
    """Whether the provider says that a second step was taken: `mfa` among the ways (RFC 8176), or a class that its settings name."""
    ways = said.get("amr")
    return (isinstance(ways, list) and "mfa" in ways) or said.get("acr") in _app(slug).get("acr", ())


def _apps() -> list[dict[str, Any]]:
    held: Mapping[str, Any] = settings.SOCIALACCOUNT_PROVIDERS
    return list(held["openid_connect"]["APPS"])


def _app(slug: str) -> Mapping[str, Any]:
    return next((each["settings"] for each in _apps() if each["provider_id"] == slug), {})


class SecondStep(AuthenticateStage):
    """Asks for the account's own second step, unless the provider says that one was taken there."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return not at_provider(self.login.signal_kwargs) and bool(super()._should_handle(request))


def at_provider(about: Mapping[str, Any] | None) -> bool:
    """Whether what is known of a sign-in says that its second step was taken at the provider."""
    login = (about or {}).get("sociallogin")
    return login is not None and login.state.get(AT_PROVIDER) is True


def offered() -> list[dict[str, str]]:
    """The providers to sign in by: what a button says, and where it leads."""
    return [{"text": each["name"], "href": reverse("openid_connect_login", args=[each["provider_id"]])} for each in _apps()]


def must_use_provider(account: Account) -> bool:
    """Whether somebody may sign in by their council's provider alone: it is set so, and there is a provider for them."""
    if settings.STAFF_PASSWORDS or not people.is_staff(account):
        return False
    slugs = {each["provider_id"] for each in _apps()}
    return any(people.acts_only_for(account, "" if slug == WHOLE_SERVICE else slug) for slug in slugs)
