"""The room as Django knows it."""

from django.apps import AppConfig


class Web(AppConfig):
    """The pages."""

    name = "fanlight.web"
    label = "web"

    def ready(self) -> None:
        """Have signing in told to the log, and a changed second step end other sessions."""
        from allauth.mfa import signals as second_step
        from django.contrib.auth import signals

        from fanlight.web import logged, sessions

        signals.user_logged_in.connect(logged.signed_in)
        signals.user_logged_out.connect(logged.signed_out)
        signals.user_login_failed.connect(logged.not_signed_in)
        for changed in (second_step.authenticator_added, second_step.authenticator_removed, second_step.authenticator_reset):
            changed.connect(sessions.end_others)
