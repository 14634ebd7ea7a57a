"""Suspected houses loaded from a file: what it holds is shown first, each faulty row with its line and remedy, and then it is added."""

import tempfile
from dataclasses import asdict
from pathlib import Path, PurePath
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from fanlight.casework import contents
from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.actions import houses_loading as acts
from fanlight.casework.actions.houses_loading import Row
from fanlight.documents import wording
from fanlight.facts.files import Problem, Refused
from fanlight.web.forms import Form, file
from fanlight.web.frame import for_council, page
from fanlight.web.pages.house_reports import trail

SALT, AN_HOUR = "fanlight.houses to load", 60 * 60
LARGEST, MOST_ROWS = 5 * 1024 * 1024, 5000
TOO_LARGE = f"The file is larger than 5 MB or has more than {MOST_ROWS:,} rows: split it, or have it loaded by the command load_houses"
OLD = "What was read is more than an hour old, or not yours: choose the file again"
COLUMNS, SHOWN = ["Line", "Field", "What to do"], 200


class FileForm(Form):
    """A file of houses."""

    houses = file(
        "File of houses", hint="CSV, or an Excel workbook (XLSX). Its first row names the columns, such as Address, Postcode and UPRN.",
        missing="Choose a file of houses", accept=".csv,.xlsx",
    )  # fmt: skip


@for_council(Permission.WORK_CASES)
def load(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Choose a file, see what loading it would do, and load it."""
    if request.method != "POST":
        return _asked(request, actor, FileForm())
    if "rows" in request.POST:
        return _loaded(request, actor)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _asked(request, actor, form)
    given = form.cleaned_data["houses"]
    try:
        found = _read(given)
    except Refused as error:
        told = [wording.sentence(each.message) for each in error.problems[:SHOWN]]
        return _asked(request, actor, form, problems=[{"text": each, "href": "#houses"} for each in told])
    return _shown(request, actor, found, contents.clean_name(given.name))


def _read(given: Any) -> acts.Read:
    """What a file holds. Raises Refused where it is too large or no table."""
    if given.size > LARGEST:
        raise Refused([Problem(given.name, 0, TOO_LARGE)])
    ending = PurePath(given.name).suffix.lower()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"houses{ending if ending in ('.csv', '.xlsx') else ''}"
        path.write_bytes(given.read())
        found = acts.read(path)
    if len(found.rows) + len(found.aside) > MOST_ROWS:
        raise Refused([Problem(given.name, 0, TOO_LARGE)])
    return found


def _asked(request: HttpRequest, actor: Actor, form: FileForm, *, problems: Any = ()) -> HttpResponse:
    return page(
        request, "reported/load.html", title="Load suspected houses", form=form, breadcrumbs=trail(actor),
        problems=[*(form.problems() if form.is_bound else []), *problems],
    )  # fmt: skip


def _shown(request: HttpRequest, actor: Actor, found: acts.Read, name: str) -> HttpResponse:
    """What loading would do; the rows travel with the form, sealed, so that what is loaded is what was shown."""
    assert actor.council is not None and actor.account is not None
    compared = acts.compare(actor.council, found.rows)
    sealed = {"council": actor.council.pk, "by": actor.account.pk, "name": name, "rows": [asdict(each) for each in found.rows]}
    aside = sorted([*found.aside, *compared.aside], key=lambda each: each.line)
    return page(
        request, "reported/preview.html", title="Look the file through", name=name, compared=compared, columns=COLUMNS,
        new=[[each.address, each.postcode or "Not known", each.line] for each in compared.new[:SHOWN]], unread=found.unread, most=SHOWN,
        aside=[[each.line, wording.sentence(each.field.replace("_", " ")), wording.sentence(each.why)] for each in aside],
        differing=[[each.line, wording.sentence(each.field), each.why] for each in compared.differing],
        rows=signing.dumps(sealed, salt=SALT, compress=True), breadcrumbs=trail(actor),
        is_any=bool(compared.new or compared.more),
    )  # fmt: skip


def _loaded(request: HttpRequest, actor: Actor) -> HttpResponse:
    assert actor.council is not None and actor.account is not None
    problem = [{"text": OLD, "href": "#houses"}]
    try:
        said = signing.loads(request.POST["rows"], salt=SALT, max_age=AN_HOUR)
    except signing.BadSignature:
        return _asked(request, actor, FileForm(), problems=problem)
    if (said["council"], said["by"]) != (actor.council.pk, actor.account.pk):
        return _asked(request, actor, FileForm(), problems=problem)
    rows = [Row(**each) for each in said["rows"]]
    done = acts.load(actor.council, rows, said["name"], by=actor, at=timezone.now())
    added, more = wording.counted(len(done.new), "house"), wording.counted(len(done.more), "house")
    messages.success(request, f"{added} added. Of {more} held already the file told more. {done.held} were held as they are.")
    return redirect(reverse("houses-known", args=[actor.council.slug]))
