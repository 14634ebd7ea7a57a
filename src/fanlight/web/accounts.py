"""How accounts are opened: anybody may, to apply; staff are added by their council."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.core.mail import send_mail
from django.db import transaction

from fanlight.web.sessions import AT_PROVIDER

SECOND_STEP = "fanlight.web.staff_sign_in.SecondStep"
SAID = {"account/messages/email_confirmed.txt": "The email address of your account is {email}."}
"""What is said in our own words, by the name of the library's."""
CHANGED = "The email address of your account was changed"
TOLD = (
    "The email address of your account for HMO licensing was changed to another one. This address no longer signs in, and no more "
    "messages come here.\n\nIf you changed it, there is nothing to do.\n\nIf you did not, somebody else may be using your account. "
    "Tell your council at once.\n"
)


class Accounts(DefaultAccountAdapter):
    """Accounts are known by their address of mail alone."""

    def populate_username(self, request: Any, user: Any) -> None:
        """There are no user names."""

    def get_client_ip(self, request: Any) -> str:
        """The address that wrong tries are counted by: the same that every other limit counts by, also behind a proxy."""
        from fanlight.web import limiting

        return limiting.address(request)

    def add_message(self, request: Any, level: int, message_template: str | None = None, *given: Any, **more: Any) -> None:
        """Say what was done, in our own words where there are any."""
        if message_template in SAID:
            about = given[0] if given else more.get("message_context", {})
            more, given, message_template = {"message": SAID[message_template].format(**about)}, (), None
        super().add_message(request, level, message_template, *given, **more)

    @transaction.atomic
    def confirm_email(self, request: Any, email_address: Any) -> bool:
        """Let an address count. The one before is told once that is certain."""
        before = email_address.user.email
        is_done = bool(super().confirm_email(request, email_address))
        if is_done and before and before.lower() != email_address.email.lower():
            # What cannot be sent is in the log; the address is changed all the same.
            transaction.on_commit(lambda: send_mail(CHANGED, TOLD, None, [before]), robust=True)
        return is_done

    def get_login_redirect_url(self, request: Any) -> str:
        """Whoever signs in comes to where their work is."""
        from fanlight.web.pages import start

        return start.place_of(request.user)

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
