"""How accounts are opened: anybody may, to apply; staff are added by their council."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django import forms

from fanlight.web.sessions import AT_PROVIDER

SECOND_STEP = "fanlight.web.staff_sign_in.SecondStep"


class Accounts(DefaultAccountAdapter):
    """Accounts are known by their address of mail alone."""

    def populate_username(self, request: Any, user: Any) -> None:
        """There are no user names."""

    def get_client_ip(self, request: Any) -> str:
        """The address that wrong tries are counted by: the same that every other limit counts by, also behind a proxy."""
        from fanlight.web import limiting

        return limiting.address(request)

    def get_login_stages(self) -> list[str]:
        """The steps of signing in; the second may have been taken at a provider."""
        return [SECOND_STEP if each == "allauth.mfa.stages.AuthenticateStage" else each for each in super().get_login_stages()]

    def pre_login(self, request: Any, user: Any, **about: Any) -> Any:
        """Whoever must use their council's provider is let in by nothing else."""
        from fanlight.web import staff_sign_in

        if "sociallogin" not in (about.get("signal_kwargs") or {}) and staff_sign_in.must_use_provider(user):
            return staff_sign_in.refusal(request, "Sign in through your council: choose it on the page to sign in.", "password")
        return super().pre_login(request, user, **about)

    def post_login(self, request: Any, user: Any, **about: Any) -> Any:
        """Remember for this session that the second step was taken at the provider."""
        from fanlight.web import staff_sign_in

        if staff_sign_in.at_provider(about.get("signal_kwargs")):
            request.session[AT_PROVIDER] = True
        return super().post_login(request, user, **about)


class Named(forms.Form):
    """What a new account is asked besides what the library asks: the name under which its owner applies."""

    name = forms.CharField(label="Your full name", max_length=200, error_messages={"required": "Enter your full name"})

    def signup(self, request: Any, user: Any) -> None:
        """Keep the name with the account."""
        user.name = " ".join(self.cleaned_data["name"].split())
        user.save(update_fields=["name"])
