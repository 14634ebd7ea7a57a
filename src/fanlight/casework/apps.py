"""The room as Django knows it."""

from django.apps import AppConfig


class Casework(AppConfig):
    """The application that holds every table of Fanlight."""

    name = "fanlight.casework"
    label = "casework"
    verbose_name = "Casework"
    default_auto_field = "django.db.models.BigAutoField"
