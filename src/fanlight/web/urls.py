"""The addresses of the service."""

from django.urls import include, path

from fanlight.web.pages import assessment, cases, council_fire, findings, fire, health, inspections, licence, papers, start, steps

CASE = "c/<slug:council>/cases/<str:reference>/"
FIRE, COUNCIL_FIRE = "fire/<slug:authority>/", "c/<slug:council>/fire/"

urlpatterns = [
    path("", start.home, name="home"),
    path("accessibility", start.accessibility, name="accessibility"),
    path("privacy", start.privacy, name="privacy"),
    path("health", health.health, name="health"),
    path("ready", health.ready, name="ready"),
    path("colours/<slug:council>.css", start.colours, name="colours"),
    path("account/", include("allauth.urls")),
    path("c/<slug:council>/cases/", cases.listing, name="cases"),
    path(CASE, cases.case, name="case"),
    path(f"{CASE}steps/<slug:name>/", steps.step, name="step"),
    path(f"{CASE}findings/", findings.listing, name="findings"),
    path(f"{CASE}findings/<slug:need>/", findings.finding, name="finding"),
    path(f"{CASE}note/", findings.note, name="note"),
    path(f"{CASE}officer/", findings.officer, name="officer"),
    path(f"{CASE}licence/", licence.licence, name="licence"),
    path(f"{CASE}papers/", papers.listing, name="papers"),
    path(f"{CASE}papers/<int:number>/", papers.notice, name="notice"),
    path(f"{CASE}papers/<int:number>/pdf", papers.notice_pdf, name="notice-pdf"),
    path(f"{CASE}assessment/", assessment.assessment, name="assessment"),
    path(f"{CASE}assessment/whole/", assessment.whole, name="assessment-whole"),
    path(f"{CASE}assessment/works/", assessment.works, name="works"),
    path(f"{CASE}assessment/depart/", assessment.depart, name="depart"),
    path(f"{CASE}inspections/", inspections.listing, name="inspections"),
    path(f"{CASE}inspections/book/", inspections.book, name="book"),
    path(f"{CASE}inspections/<int:number>/", inspections.done, name="visit"),
    path(f"{CASE}inspections/walk/", inspections.walk, name="walk"),
    path(f"{CASE}inspections/walk/print/", inspections.printed, name="walk-print"),
    path(f"{CASE}inspections/walk/tasks/", inspections.tasks, name="walk-tasks"),
    path(f"{CASE}inspections/walk/<str:thing>/", inspections.things, name="walk-things"),
    path(f"{CASE}inspections/walk/<str:thing>/<str:id_>/", inspections.entry, name="walk-entry"),
    path(f"{CASE}inspections/walk/<str:thing>/<str:id_>/remove/", inspections.remove, name="walk-remove"),
    path(f"{CASE}inspections/walk/<str:thing>/<str:id_>/<slug:key>/", inspections.section, name="walk-section"),
    path("letters/<slug:council>.css", papers.style, name="letter-style"),
    path(f"{CASE}fire/", council_fire.of_case, name="case-fire"),
    path(f"{CASE}fire/<slug:table>/", council_fire.begin_of_case, name="case-fire-begin"),
    path(COUNCIL_FIRE, council_fire.listing, name="council-fire"),
    path(f"{COUNCIL_FIRE}house/", council_fire.house, name="council-fire-house"),
    path(f"{COUNCIL_FIRE}<int:number>/", council_fire.matter, name="council-fire-matter"),
    path(f"{COUNCIL_FIRE}<int:number>/steps/<slug:name>/", council_fire.step, name="council-fire-step"),
    path(f"{COUNCIL_FIRE}<int:number>/begin/<slug:table>/", council_fire.begin, name="council-fire-begin"),
    path(FIRE, fire.listing, name="fire"),
    path(f"{FIRE}house/", fire.house, name="fire-house"),
    path(f"{FIRE}house/unknown/", fire.unknown, name="fire-house-unknown"),
    path(f"{FIRE}house/<int:number>/", fire.about, name="fire-about"),
    path(f"{FIRE}house/<int:number>/<slug:table>/", fire.begin_about, name="fire-begin-about"),
    path(f"{FIRE}<int:number>/", fire.matter, name="fire-matter"),
    path(f"{FIRE}<int:number>/files/<int:upload>/", fire.file, name="fire-file"),
    path(f"{FIRE}<int:number>/steps/<slug:name>/", fire.step, name="fire-step"),
    path(f"{FIRE}<int:number>/begin/<slug:table>/", fire.begin, name="fire-begin"),
    path("c/<slug:council>/to-sign/", steps.to_sign, name="to-sign"),
    path("c/<slug:council>/to-sign/<int:number>/", steps.sign, name="sign"),
]
handler403 = start.not_permitted
handler404 = start.not_found
