"""The addresses of a council's settings."""

from django.urls import path

from fanlight.web.pages import settings, settings_letters, settings_people, settings_retention

PEOPLE, LETTERS, RETENTION = "people/", "letters/", "retention/"

urlpatterns = [
    path("", settings.settings, name="settings"),
    path(PEOPLE, settings_people.people, name="settings-people"),
    path(f"{PEOPLE}invite/", settings_people.invite, name="settings-invite"),
    path(f"{PEOPLE}<int:number>/", settings_people.role, name="settings-role"),
    path(f"{PEOPLE}<int:number>/end/", settings_people.end, name="settings-end"),
    path(f"{PEOPLE}<int:number>/weigh/", settings_people.weigh, name="settings-weigh"),
    path(f"{PEOPLE}suspend/<int:number>/", settings_people.suspend, name="settings-suspend"),
    path(LETTERS, settings_letters.letters, name="settings-letters"),
    path(f"{LETTERS}<slug:kind>/", settings_letters.letter, name="settings-letter"),
    path(f"{LETTERS}<slug:kind>/<slug:section>/", settings_letters.edit, name="settings-words"),
    path(f"{LETTERS}<slug:kind>/<slug:section>/shipped/", settings_letters.ship, name="settings-shipped"),
    path(RETENTION, settings_retention.retention, name="settings-retention"),
    path(f"{RETENTION}hold/", settings_retention.hold, name="settings-hold"),
    path(f"{RETENTION}hold/<int:number>/", settings_retention.lift, name="settings-lift"),
    path(f"{RETENTION}<slug:kind>/", settings_retention.period, name="settings-period"),
]
