"""Anybody reports a house, without an account, and follows the report by its number."""

import secrets
from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.actions import house_reports as acts
from fanlight.casework.actions import uploads
from fanlight.casework.actions.house_reports import KINDS, Kind, PlaceWrong, Received, Report
from fanlight.casework.contents import FileNotTaken
from fanlight.casework.queries import house_reports as queries
from fanlight.casework.queries import people
from fanlight.casework.rows import Council
from fanlight.documents import wording
from fanlight.web import limiting, report_words
from fanlight.web.forms import Choice, Form, file, line, one_of, words
from fanlight.web.frame import page
from fanlight.web.house_forms import count
from fanlight.web.public import of_council

TITLE = "Report a house"
SALT, A_DAY = "fanlight.house report", 60 * 60 * 24
TOO_MANY = "Too many reports came from where you are. Nothing is wrong with what you wrote: send it again in an hour"
TOO_OFTEN = "Too many numbers were tried from where you are: try again in an hour"
OLD = "This page was open too long. Nothing was sent: look your answers through and send them again"
YES = "yes"


class ReportForm(Form):
    """What is wrong, where, and how to reach whoever says so, if they like."""

    danger = one_of(
        "Is anybody in danger because of the house?",
        [Choice(YES, "Yes", "If it is now, call 999 first."), Choice("no", "No, or I do not know")],
    )
    kinds = forms.MultipleChoiceField(
        label="What is wrong?", help_text="Select all that you think are so. You need not be sure.",
        choices=[(kind, text) for kind, text in KINDS.items()], widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select what is wrong with the house", "invalid_choice": "Select from the answers shown"},
    )  # fmt: skip
    address = line("Address of the house", required=False, hint="For example, 14 Sample Street, Exampleton")
    postcode = line("Postcode of the house", required=False, hint="Leave it empty if you do not know it", classes="govuk-input--width-10")
    uprn = line(
        "UPRN, instead of the address", required=False, hint="Only if you have it: the unique property reference number, up to 12 figures",
        classes="govuk-input--width-10", inputmode="numeric",
    )  # fmt: skip
    words = words("What have you seen?", required=False, hint="In your own words. Leave out who you are.")
    persons = count("How many people live there?", "persons", "As far as you know. Leave it empty if you do not.")
    storeys = count("How many storeys does it have?", "storeys", "Count every floor, also a basement or a loft that is lived in.")
    picture = file("A photograph", required=False, hint="JPEG or PNG. Where it was taken is not kept with it.", accept="image/*")
    reached_by = line("How can the council reach you?", required=False, hint="Optional: an email address or a telephone number")
    name = line("Your name", required=False, hint="Optional")

    def clean(self) -> dict[str, Any]:
        """What says enough: a place, and words where nothing else tells what is wrong."""
        said = super().clean() or {}
        if said.get("kinds") == [Kind.OTHER] and not said.get("words", "").strip():
            self.add_error("words", "Write what you have seen, since none of the other answers tells it")
        if said.get("name") and not said.get("reached_by"):
            self.add_error("reached_by", "Write how the council can reach you, or leave your name out")
        try:
            place = {name: said.get(name, "") for name in ("address", "postcode", "uprn")}
            told = acts.place_of(place)
            if not told["address"] and not told["uprn"]:
                raise PlaceWrong("address", "write the address of the house, or its UPRN")
        except PlaceWrong as error:
            self.add_error(error.field, wording.sentence(str(error)))
        return said


def councils(request: HttpRequest) -> HttpResponse:
    """In whose area the house is; where there is one council, its form."""
    held = list(people.councils())
    if len(held) == 1:
        return redirect("report-house", held[0].slug)
    links = [{"text": f"{each.name} Council", "href": reverse("report-house", args=[each.slug])} for each in held]
    return page(request, "reported/councils.html", title=TITLE, links=links, words=report_words)


@of_council
def report(request: HttpRequest, council: Council) -> HttpResponse:
    """The form, and what was reported with the number to follow it."""
    if request.method != "POST":
        return _asked(request, council, ReportForm())
    form = ReportForm(request.POST, request.FILES)
    try:
        mark = signing.loads(request.POST.get("form", ""), salt=SALT, max_age=A_DAY)
    except signing.BadSignature:
        return _asked(request, council, form, [{"text": OLD, "href": "#danger"}])
    if not form.is_valid():
        return _asked(request, council, form, sealed=request.POST["form"])
    if not limiting.allow(request, "report", settings.LIMITS["report"]):
        call = f", or call {council.phone}" if council.phone else ""
        return _asked(request, council, form, [{"text": TOO_MANY + call, "href": "#danger"}], status=429, sealed=request.POST["form"])
    try:
        with uploads.intake() as into:
            done = acts.receive(council, _said(form), f"{council.pk} {mark}", at=timezone.now(), into=into)
    except FileNotTaken as error:
        problem = {"text": wording.sentence(str(error)), "href": "#picture"}
        return _asked(request, council, form, [problem], sealed=request.POST["form"])
    return _received(request, council, done)


def _asked(
    request: HttpRequest,
    council: Council,
    form: ReportForm,
    problems: Sequence[dict[str, str]] = (),
    *,
    status: int = 200,
    sealed: str = "",
) -> HttpResponse:
    sealed = sealed or signing.dumps(secrets.token_urlsafe(16), salt=SALT)
    return page(
        request, "reported/report.html", title=TITLE, caption=f"{council.name} Council", council=council, form=form, files=True,
        problems=[*(form.problems() if form.is_bound else []), *problems], hidden={"form": sealed}, button="Send the report",
        words=report_words, contact=report_words.contact(council), status=status,
    )  # fmt: skip


def _said(form: ReportForm) -> Report:
    said, given = form.cleaned_data, form.cleaned_data.get("picture")
    return Report(
        tuple(said["kinds"]), {name: said[name] for name in ("address", "postcode", "uprn")}, said["words"], said["danger"] == YES,
        said["persons"], said["storeys"], said["name"], said["reached_by"], (given.name, given.read()) if given else None,
    )  # fmt: skip


def _received(request: HttpRequest, council: Council, done: Received) -> HttpResponse:
    response = page(
        request, "reported/received.html", title="The report is sent" if done.is_new else "The report was sent before", done=done,
        council=council, words=report_words,
    )  # fmt: skip
    # The number stands on this page alone, which is not to be kept by anything on its way.
    response["Cache-Control"] = "private, no-store"
    return response


class NumberForm(Form):
    """The number of a report."""

    number = line(
        "Number of the report", hint="For example, ABCD-EFGH-JKLM-NPQR", missing="Enter the number of the report", autocomplete="off",
        classes="govuk-input--width-20",
    )  # fmt: skip


def follow(request: HttpRequest) -> HttpResponse:
    """What has been done about a report, by its number and nothing else. The number is sent, so that it stands in no address."""
    form = NumberForm(request.POST if request.method == "POST" else None)
    held, problems, status = None, [], 200
    if request.method == "POST" and form.is_valid():
        if limiting.allow(request, "follow", settings.LIMITS["follow"]):
            held = queries.followed(acts.digest_of(form.cleaned_data["number"]))
            problems = [] if held else [{"text": "No report has this number: check each letter and figure", "href": "#number"}]
        else:
            problems, status = [{"text": TOO_OFTEN, "href": "#number"}], 429
    response = page(
        request, "reported/follow.html", title="Follow a report", form=form, problems=[*form.problems(), *problems], held=held,
        done=report_words.followed(held, timezone.localdate) if held else [], status=status,
        because=report_words.TO_FOLLOWERS.get(held.closed_because, "") if held else "",
        received=wording.day(timezone.localdate(held.received_at)) if held else "",
    )  # fmt: skip
    response["Cache-Control"] = "private, no-store"
    return response
