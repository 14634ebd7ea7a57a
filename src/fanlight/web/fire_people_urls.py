"""The addresses of a fire authority's pages on its people."""

from django.urls import path

from fanlight.web.pages import fire_people

urlpatterns = [
    path("", fire_people.people, name="fire-people"),
    path("invite/", fire_people.invite, name="fire-invite"),
    path("<int:number>/", fire_people.role, name="fire-role"),
    path("<int:number>/end/", fire_people.end, name="fire-end"),
    path("lost/<int:number>/", fire_people.lost, name="fire-lost"),
    path("suspend/<int:number>/", fire_people.suspend, name="fire-suspend"),
]
