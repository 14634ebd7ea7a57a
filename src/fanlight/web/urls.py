"""The addresses of the service."""

from django.urls import include, path

urlpatterns = [path("account/", include("allauth.urls"))]
