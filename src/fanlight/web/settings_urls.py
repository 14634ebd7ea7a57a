"""The addresses of a council's settings."""

from django.urls import path

from fanlight.web.pages import (
    settings,
    settings_council,
    settings_fees,
    settings_letters,
    settings_people,
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
    path(PEOPLE, settings_people.people, name="settings-people"),
    path(f"{PEOPLE}invite/", settings_people.invite, name="settings-invite"),
    path(f"{PEOPLE}<int:number>/", settings_people.role, name="settings-role"),
    path(f"{PEOPLE}<int:number>/end/", settings_people.end, name="settings-end"),
    path(f"{PEOPLE}<int:number>/weigh/", settings_people.weigh, name="settings-weigh"),
    path(f"{PEOPLE}lost/<int:number>/", settings_people.lost, name="settings-lost"),
    path(f"{PEOPLE}suspend/<int:number>/", settings_people.suspend, name="settings-suspend"),
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
