"""The addresses of the API, of the page about it, and of a council's keys."""

from django.urls import include, path

from fanlight.web.pages import api_reference, keys

urlpatterns = [
    path("api/v1/", include("fanlight.web.api.urls")),
    path("api/", api_reference.reference, name="api"),
    path("c/<slug:council>/keys/", keys.listing, name="keys"),
    path("c/<slug:council>/keys/make/", keys.make, name="make-key"),
    path("c/<slug:council>/keys/<int:number>/revoke/", keys.revoke, name="revoke-key"),
]
