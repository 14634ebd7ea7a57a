"""The addresses of the pages that need no account."""

from django.urls import path

from fanlight.web.limiting import limited
from fanlight.web.pages import checker, register, register_check

REGISTER = "register/<slug:council>/"

urlpatterns = [
    path("check/", checker.councils, name="checks"),
    path("check/<slug:council>/", limited("check", checker.check), name="check"),
    path("register/", register.councils, name="registers"),
    path("register/check/", register_check.check, name="register-check"),
    path("register/check.json", register_check.answer, name="register-check-json"),
    path(REGISTER, register.listing, name="register"),
    path(f"{REGISTER}map/", register.on_map, name="register-map"),
    path(f"{REGISTER}licences/<path:number>/", register.licence, name="register-licence"),
    path(f"{REGISTER}exemptions/", register.exemptions, name="register-exemptions"),
    path(f"{REGISTER}exemptions/<str:reference>/", register.exemption, name="register-exemption"),
    path(f"{REGISTER}files/", register.files, name="register-files"),
    path(f"{REGISTER}files/<str:name>", register.file, name="register-file"),
]
