"""The addresses of the pages on an organisation's people: of a council or of a fire authority."""

from django.urls import URLPattern, path

from fanlight.web.pages import people


def of(prefix: str) -> list[URLPattern]:
    """The pages of one organisation, their names beginning as its own do."""
    return [
        path("", people.listing, name=f"{prefix}-people"),
        path("invite/", people.invite, name=f"{prefix}-invite"),
        path("<int:number>/", people.role, name=f"{prefix}-role"),
        path("<int:number>/end/", people.end, name=f"{prefix}-end"),
        path("lost/<int:number>/", people.lost, name=f"{prefix}-lost"),
        path("suspend/<int:number>/", people.suspend, name=f"{prefix}-suspend"),
    ]
