"""The addresses of pages about other systems: letters that did not arrive, and the look-up of an address."""

from django.urls import path

from fanlight.web.pages import address_lookup, undelivered

urlpatterns = [
    path("c/<slug:council>/undelivered/", undelivered.listing, name="undelivered"),
    path("c/<slug:council>/undelivered/<int:number>/", undelivered.answer, name="answer-undelivered"),
    path("find-address/", address_lookup.find, name="find-address"),
]
