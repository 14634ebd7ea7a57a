"""The addresses of reports of houses: for everybody, for the council's officers, and for its fire authority."""

from django.urls import path

from fanlight.web.pages import house_report_work, house_reports, houses_known, houses_loading, report_house

COUNCIL, FIRE = "c/<slug:council>/reported/", "fire/<slug:authority>/known/"
REPORT, HOUSE = f"{COUNCIL}<int:number>/", f"{COUNCIL}houses/<int:number>/"

urlpatterns = [
    path("report/", report_house.councils, name="report-houses"),
    path("report/follow/", report_house.follow, name="report-follow"),
    path("report/<slug:council>/", report_house.report, name="report-house"),
    path(COUNCIL, house_reports.listing, name="house-reports"),
    path(f"{COUNCIL}csv/", house_reports.table, name="house-reports-csv"),
    path(f"{COUNCIL}load/", houses_loading.load, name="houses-load"),
    path(f"{COUNCIL}houses/", houses_known.listing, name="houses-known"),
    path(f"{COUNCIL}houses/csv/", houses_known.table, name="houses-known-csv"),
    path(f"{COUNCIL}houses/add/", houses_known.add, name="house-add"),
    path(HOUSE, houses_known.house, name="house-known"),
    path(f"{HOUSE}say/", houses_known.say, name="house-say"),
    path(REPORT, house_reports.report, name="house-report"),
    path(f"{REPORT}photographs/<int:picture>/", house_reports.photograph, name="house-report-photograph"),
    path(f"{REPORT}match/", house_report_work.match, name="house-report-match"),
    path(f"{REPORT}new-house/", house_report_work.describe, name="house-report-describe"),
    path(f"{REPORT}link/", house_report_work.link, name="house-report-link"),
    path(f"{REPORT}note/", house_report_work.note, name="house-report-note"),
    path(f"{REPORT}close/", house_report_work.close, name="house-report-close"),
    path(f"{REPORT}reopen/", house_report_work.reopen, name="house-report-reopen"),
    path(FIRE, houses_known.fire_councils, name="fire-known"),
    path(f"{FIRE}<slug:council>/", houses_known.fire_listing, name="fire-known-houses"),
    path(f"{FIRE}<slug:council>/<int:number>/", houses_known.fire_house, name="fire-known-house"),
    path(f"{FIRE}<slug:council>/<int:number>/say/", houses_known.fire_say, name="fire-known-say"),
]
