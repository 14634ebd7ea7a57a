"""The addresses of the service."""

from django.urls import include, path

from fanlight.web.pages import cases, start, steps

urlpatterns = [
    path("", start.home, name="home"),
    path("accessibility", start.accessibility, name="accessibility"),
    path("privacy", start.privacy, name="privacy"),
    path("colours/<slug:council>.css", start.colours, name="colours"),
    path("account/", include("allauth.urls")),
    path("c/<slug:council>/cases/", cases.listing, name="cases"),
    path("c/<slug:council>/cases/<str:reference>/", cases.case, name="case"),
    path("c/<slug:council>/cases/<str:reference>/steps/<slug:name>/", steps.step, name="step"),
    path("c/<slug:council>/to-sign/", steps.to_sign, name="to-sign"),
    path("c/<slug:council>/to-sign/<int:number>/", steps.sign, name="sign"),
]
handler403 = start.not_permitted
handler404 = start.not_found
