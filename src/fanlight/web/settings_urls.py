"""The addresses of a council's settings."""

from django.urls import include, path

from fanlight.web import people_urls
from fanlight.web.pages import (
    people,
    settings,
    settings_council,
    settings_fees,
    settings_letters,
    settings_retention,
    settings_schemes,
)

PEOPLE, LETTERS, RETENTION, SCHEMES = "people/", "letters/", "retention/", "schemes/"

urlpatterns = [
    path("", settings.settings, name="settings"),
    path("council/", settings_council.council, name="settings-council"),
    path("fees/", settings_fees.table, name="settings-fees"),
    path("fees/new/", settings_fees.new, name="settings-fees-new"),
    path("export/", settings_council.export, name="settings-export"),
    path(PEOPLE, include(people_urls.of("settings"))),
    path(f"{PEOPLE}<int:number>/weigh/", people.weigh, name="settings-weigh"),
    path(LETTERS, settings_letters.letters, name="settings-letters"),
    path(f"{LETTERS}<slug:kind>/", settings_letters.letter, name="settings-letter"),
    path(f"{LETTERS}<slug:kind>/<slug:section>/", settings_letters.edit, name="settings-words"),
    path(f"{LETTERS}<slug:kind>/<slug:section>/shipped/", settings_letters.ship, name="settings-shipped"),
    path(RETENTION, settings_retention.retention, name="settings-retention"),
    path(f"{RETENTION}hold/", settings_retention.hold, name="settings-hold"),
    path(f"{RETENTION}hold/<int:number>/", settings_retention.lift, name="settings-lift"),
    path(f"{RETENTION}<slug:kind>/", settings_retention.period, name="settings-period"),
    path(SCHEMES, settings_schemes.schemes, name="settings-schemes"),
    path(f"{SCHEMES}new/", settings_schemes.new, name="settings-scheme-new"),
    path(f"{SCHEMES}complete/", settings_schemes.complete, name="settings-schemes-complete"),
    path(f"{SCHEMES}of/<slug:name>/", settings_schemes.scheme, name="settings-scheme"),
    path(f"{SCHEMES}of/<slug:name>/change/", settings_schemes.change, name="settings-scheme-change"),
]
