"""Is this licence number real, in force, and for how many: as a page, and as JSON for a program."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.queries import people, register
from fanlight.casework.rows import Licence
from fanlight.documents import wording
from fanlight.web.forms import Choice, Form, line, one_of
from fanlight.web.frame import page

SHAPE = "fanlight-licence-check/1"


class CheckForm(Form):
    """Which number is asked about."""

    number = line("Licence number", hint="As it is printed on the licence, for example LIC-2026-00001", missing="Enter the licence number")


def _form(request: HttpRequest) -> CheckForm:
    form = CheckForm(request.GET if "number" in request.GET else None)
    choices = [Choice("", "Any council here"), *(Choice(each.slug, f"{each.name} Council") for each in people.councils())]
    form.fields["council"] = one_of("Which council issued it?", choices, required=False)
    form.initial["council"] = ""
    return form


def check(request: HttpRequest) -> HttpResponse:
    """The form, and the answer to it."""
    form = _form(request)
    is_asked = form.is_bound
    answers = _answers(form, request) if is_asked and form.is_valid() else None
    number = form.cleaned_data["number"] if answers is not None else ""
    return page(
        request, "register/check.html", title="Check a licence number", form=form, problems=form.problems(), answers=answers, number=number,
        status=400 if is_asked and answers is None else 200, on=timezone.localdate(),
    )  # fmt: skip


def answer(request: HttpRequest) -> JsonResponse:
    """The same answer for a program. A number that no register here has is found nowhere, which is an answer too."""
    form = _form(request)
    if not form.is_bound or not form.is_valid():
        lines = [each["text"] for each in form.problems()] or ["Say which number is asked about: ?number="]
        return JsonResponse({"shape": SHAPE, "problems": lines}, status=400)
    asked = {"number": form.cleaned_data["number"], "council": form.cleaned_data["council"]}
    found = [_plain(each) for each in _answers(form, request)]
    return JsonResponse({"shape": SHAPE, "on": timezone.localdate().isoformat(), "asked": asked, "is_real": bool(found), "found": found})


def refused(request: HttpRequest) -> JsonResponse:
    """What a program is told that asks too often."""
    return JsonResponse({"shape": SHAPE, "problems": ["Too many requests: wait, and ask again"]}, status=429)


def _answers(form: CheckForm, request: HttpRequest) -> list[dict[str, Any]]:
    held = register.numbered(form.cleaned_data["number"], form.cleaned_data["council"])
    return [_answer(each, request) for each in held]


def _answer(licence: Licence, request: HttpRequest) -> dict[str, Any]:
    today, version = timezone.localdate(), licence.current
    assert version is not None
    state = register.standing(licence, today)
    at = reverse("register-licence", args=[licence.council.slug, licence.number])
    told = {"licence": licence, "state": state, "href": at, "page": request.build_absolute_uri(at), "version": version}
    return told | {"for_how_many": _for_how_many(version.persons, version.households) if state.is_in_force else ""}


def _for_how_many(persons: int | None, households: int | None) -> str:
    """The numbers in a sentence; of a licence entered from a register one may not be known, which is said."""
    if persons is None:
        return "For how many persons is not known: ask the council."
    counted = wording.counted(persons, "person")
    if households is None:
        return f"At most {counted}; in how many households is not known."
    return f"At most {counted} in {wording.counted(households, 'household')}."


def _plain(told: dict[str, Any]) -> dict[str, Any]:
    licence, state, version = told["licence"], told["state"], told["version"]
    numbers = {"max_persons": version.persons, "max_households": version.households} if state.word != register.ENDED else {}
    return {
        "council": licence.council.slug, "licence_number": licence.number, "is_in_force": state.is_in_force, "licence_state": state.word,
        "says": state.says, "start_on": licence.from_on.isoformat(), "end_on": licence.until_on.isoformat(), **numbers,
        "ended_on": licence.ended_on.isoformat() if licence.ended_on else None, "address": licence.house.address,
        "postcode": licence.house.postcode, "page": told["page"],
    }  # fmt: skip
