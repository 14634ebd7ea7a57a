"""The form by which somebody gives their account another address of mail."""

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.forms import AddEmailForm
from allauth.account.models import EmailAddress
from django.http import HttpRequest

from fanlight.casework.queries import people


class NewAddress(AddEmailForm):
    """The address counts once the code that is sent there has come back; where no address is ever confirmed, it counts at once."""

    def clean_email(self) -> str:
        """The address. That it is somebody else's is said only where no message would go there first."""
        email = str(super().clean_email())
        if not is_confirmed() and people.is_of_another(email, self.user):
            raise get_adapter().validation_error("email_taken")
        return email

    def save(self, request: HttpRequest) -> EmailAddress:
        """Send the code, or change the address."""
        if is_confirmed():
            return super().save(request)
        address = EmailAddress(user=self.user, email=self.cleaned_data["email"])
        get_adapter().confirm_email(request, address)
        return address


def is_confirmed() -> bool:
    """Whether an address counts only once it is confirmed."""
    return bool(app_settings.EMAIL_VERIFICATION_BY_CODE_ENABLED)
