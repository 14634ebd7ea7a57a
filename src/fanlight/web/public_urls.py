"""The addresses of the pages that need no account."""

from functools import partial

from django.urls import path

from fanlight.web.limiting import HERE, limited
from fanlight.web.pages import checker, register, register_check

REGISTER = "register/<slug:council>/"
# Reading is so cheap, and so much of it is done, that each process counts for itself.
read = partial(limited, "register", counts=HERE)

urlpatterns = [
    path("check/", checker.councils, name="checks"),
    path("check/<slug:council>/", limited("check", checker.check), name="check"),
    path("register/", read(register.councils), name="registers"),
    path("register/check/", read(register_check.check), name="register-check"),
    path("register/check.json", read(register_check.answer, refused=register_check.refused), name="register-check-json"),
    path(REGISTER, read(register.listing), name="register"),
    path(f"{REGISTER}map/", read(register.on_map), name="register-map"),
    path(f"{REGISTER}licences/<path:number>/", read(register.licence), name="register-licence"),
    path(f"{REGISTER}exemptions/", read(register.exemptions), name="register-exemptions"),
    path(f"{REGISTER}exemptions/<str:reference>/", read(register.exemption), name="register-exemption"),
    path(f"{REGISTER}files/", read(register.files), name="register-files"),
    path(f"{REGISTER}files/<str:name>", read(register.file), name="register-file"),
]
