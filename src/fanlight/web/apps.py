"""The room as Django knows it."""

from django.apps import AppConfig


class Web(AppConfig):
    """The pages."""

    name = "fanlight.web"
    label = "web"
