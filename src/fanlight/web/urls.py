"""The addresses of the service."""

from django.urls import include, path

from fanlight.web.pages import health

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("health", health.health, name="health"),
    path("ready", health.ready, name="ready"),
]
