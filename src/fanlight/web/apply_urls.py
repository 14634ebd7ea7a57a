"""The addresses of those who apply or hold a licence; a case is named with its council, since two may use one reference."""

from django.urls import path

from fanlight.web.pages import (
    applicants_files,
    applicants_house,
    applicants_people,
    applying,
    before_paying,
    declarations,
    my_case,
    my_licence,
    paying,
    sending,
)

CASE = "<slug:council>/<str:reference>/"

urlpatterns = [
    path("", applying.listing, name="applications"),
    path("new/", applying.start, name="apply-start"),
    path("exemption/", my_licence.exempt, name="apply-exempt"),
    path("card/<str:name>/", paying.card, name="pay-card"),
    path(CASE, my_case.case, name="application"),
    path(f"{CASE}tasks/", applying.tasks, name="apply-tasks"),
    path(f"{CASE}house/", applicants_house.tasks, name="apply-house"),
    path(f"{CASE}house/<str:thing>/", applicants_house.things, name="apply-things"),
    path(f"{CASE}house/<str:thing>/<str:id_>/", applicants_house.entry, name="apply-entry"),
    path(f"{CASE}house/<str:thing>/<str:id_>/remove/", applicants_house.remove, name="apply-remove"),
    path(f"{CASE}house/<str:thing>/<str:id_>/<slug:key>/", applicants_house.section, name="apply-section"),
    path(f"{CASE}people/", applicants_people.listing, name="apply-people"),
    path(f"{CASE}people/add/", applicants_people.add, name="apply-person-add"),
    path(f"{CASE}people/<int:number>/", applicants_people.change, name="apply-person"),
    path(f"{CASE}people/<int:number>/remove/", applicants_people.remove, name="apply-person-remove"),
    path(f"{CASE}people/<int:number>/told/", applicants_people.told_of, name="apply-person-told"),
    path(f"{CASE}people/<int:number>/declaration/", declarations.declare, name="apply-declare"),
    path(f"{CASE}files/", applicants_files.listing, name="apply-files"),
    path(f"{CASE}files/<int:number>/", applicants_files.file, name="application-file"),
    path(f"{CASE}look/", before_paying.preview, name="apply-preview"),
    path(f"{CASE}check/", sending.check, name="apply-check"),
    path(f"{CASE}send/", sending.pay, name="apply-pay"),
    path(f"{CASE}sent/", sending.sent, name="apply-sent"),
    path(f"{CASE}again/", sending.again, name="apply-again"),
    path(f"{CASE}pay/<str:part>/", paying.begin, name="pay-begin"),
    path(f"{CASE}pay/<str:part>/back/", paying.back, name="pay-back"),
    path(f"{CASE}letters/<int:number>/", my_case.letter, name="my-letter"),
    path(f"{CASE}letters/<int:number>/pdf", my_case.letter_pdf, name="my-letter-pdf"),
    path(f"{CASE}letters/<int:number>/say/", my_case.represent, name="apply-represent"),
    path(f"{CASE}withdraw/", my_case.withdraw, name="apply-withdraw"),
    path(f"{CASE}again-exempt/", my_case.ask_again, name="apply-ask-again"),
    path(f"{CASE}ask/<slug:table>/", my_case.ask, name="apply-ask"),
    path(f"{CASE}report/", my_case.report, name="apply-report"),
    path(f"{CASE}renew/", applying.renew, name="apply-renew"),
    path(f"{CASE}licence/", my_licence.licence, name="my-licence"),
    path(f"{CASE}licence/evidence/", my_licence.prove, name="my-evidence"),
    path(f"{CASE}licence/calendar.ics", my_licence.calendar, name="my-calendar"),
]
