"""The pages of a survey in work, the same for whoever fills it in: tasks, lists, sections, what was answered, and the walk."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from fanlight.casework import assessing
from fanlight.casework.acting import Actor
from fanlight.casework.actions import surveys
from fanlight.casework.actions.surveys import DraftMoved, Saving
from fanlight.casework.rows import Case, Draft
from fanlight.documents import wording
from fanlight.facts.kinds import Unfit
from fanlight.facts.vocabulary import THINGS, Thing
from fanlight.web.frame import page
from fanlight.web.questions import answers, forms, lists, sections, sheets
from fanlight.web.questions import document as documents
from fanlight.web.questions.audience import Audience
from fanlight.web.questions.document import Document
from fanlight.web.questions.forms import Place
from fanlight.web.wording import words

AT = "{base}{thing}/{id}/{section}/"
BUTTONS = [
    {"text": "Save and continue", "name": "do", "value": "continue"},
    {"text": "Save and come back later", "name": "do", "value": "later"},
]


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a survey is filled in: whose case, at which depth, for which audience, below which address, and where it leads on to.

    `wanted` are the facts that are asked for first, where those that the council's editions ask will not do.
    """

    actor: Actor
    case: Case
    depth: str
    audience: Audience
    base: str
    next_url: str
    next_text: str
    around: Mapping[str, Any]
    wanted: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """The house that is asked about."""
        return f"{self.case.house.address}, {self.case.house.postcode}"

    @property
    def draft(self) -> Draft:
        """The form as it stands."""
        return surveys.draft(self.case, self.depth, at=timezone.now())

    @property
    def needed(self) -> tuple[str, ...]:
        """What is asked for first: what the council's editions ask, what matters most at the head, unless it is said otherwise."""
        return self.wanted or assessing.needed(assessing.editions_of(self.case, timezone.localdate()))

    def address(self, thing: str, id_: str, section: str, fact: str) -> str:
        """Where something is asked: a section of a thing, the sections of one, or a list."""
        if section:
            return f"{self.base}{thing}/{id_}/{section}/" + (f"#{fact}" if fact else "")
        return f"{self.base}{thing}/{id_}/" if id_ else f"{self.base}{thing}/"

    def save(self, draft: Draft, document: Document) -> None:
        """Keep a page of the form. Raises DraftMoved."""
        surveys.save(self.case, self.depth, Saving(document, draft.version), by=self.actor, at=timezone.now())


Shown = Callable[..., HttpResponse]


def token(request: HttpRequest, draft: Draft) -> SafeString:
    """The hidden fields of every form: against forgery, and the version of the form that was seen."""
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}"><input type="hidden" name="version" value="{}">',
        get_token(request), draft.version,
    )  # fmt: skip


def tasks(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What there is to answer."""
    groups = answers.tasks(desk.draft.document, desk.audience, address=desk.address, needed=desk.needed)
    return page(
        request, "questions/tasks.html", title="About the house", caption=desk.place, groups=groups, continue_url=desk.next_url,
        continue_text=desk.next_text, **desk.around,
    )  # fmt: skip


def thing_of(name: str, desk: Desk) -> type[Thing]:
    """The thing of an address. Raises Http404 for one the audience is not asked about."""
    if name not in THINGS or THINGS[name] not in desk.audience.things():
        raise Http404("There is no such part of the form")
    return THINGS[name]


def listing(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    """The things of a list: another is added, or the list is said to be whole."""
    thing, draft = thing_of(name, desk), desk.draft
    if thing.plural is None:
        return entry(request, desk, name, thing.name)
    problems: list[dict[str, str]] = []
    if request.method == "POST":
        try:
            return _listed(request, desk, thing, draft)
        except Unfit as error:
            problems = [{"text": wording.sentence(str(error)), "href": "#whole"}]
        except DraftMoved as error:
            problems = [{"text": str(error), "href": "#main-content"}]
    view = lists.page(
        draft.document,
        thing,
        desk.audience,
        address=lambda one, id_, do: f"{desk.base}{one}/{id_}/" + ("" if do == "answer" else "remove/"),
    )
    return page(
        request, "questions/list.html", title=words(str(thing.plural)), **view, action="", token=token(request, draft), problems=problems,
        continue_text="Save and continue", **{**desk.around, "back_url": desk.base},
    )  # fmt: skip


def _listed(request: HttpRequest, desk: Desk, thing: type[Thing], draft: Draft) -> HttpResponse:
    _check_version(request, draft)
    if request.POST.get("do") == "add":
        belongs = {name: value for name in thing.facts if (value := request.POST.get(name, ""))}
        document, id_ = lists.add(draft.document, thing, label=request.POST.get("label", ""), belongs=belongs)
        desk.save(draft, document)
        return redirect(f"{desk.base}{thing.name}/{id_}/")
    desk.save(draft, lists.tell_whole(draft.document, thing, request.POST.get("whole", "")))
    return redirect(desk.base)


def _check_version(request: HttpRequest, draft: Draft) -> None:
    if request.POST.get("version") != str(draft.version):
        when = timezone.localtime(draft.saved_at)
        raise DraftMoved(
            f"This form was saved at {when:%H:%M on %-d %B %Y}, after you opened this page. Look at it again: nothing was lost."
        )


def entry(request: HttpRequest, desk: Desk, name: str, id_: str) -> HttpResponse:
    """The sections of one thing."""
    thing, draft = thing_of(name, desk), desk.draft
    try:
        group = answers.entry_tasks(draft.document, thing, id_, audience=desk.audience, address=desk.address, needed=desk.needed)
    except KeyError as error:
        raise Http404("There is no such thing in this form") from error
    back = f"{desk.base}{name}/" if thing.plural else desk.base
    return page(
        request, "questions/tasks.html", title=group.heading, groups=[group], continue_url=back, continue_text="Back to the list",
        **{**desk.around, "back_url": back},
    )  # fmt: skip


def section(request: HttpRequest, desk: Desk, name: str, id_: str, key: str) -> HttpResponse:
    """The questions of one section of one thing."""
    thing, draft = thing_of(name, desk), desk.draft
    try:
        place = Place(draft.document, sections.section(thing, desk.audience, key, desk.needed), id_)
        label = documents.label_of(place.entry, thing)
    except KeyError as error:
        raise Http404("There is no such part of the form") from error
    troubles: list[forms.Trouble] = []
    problems: list[dict[str, str]] = []
    # A form's values are a list under each name, of which Django's own mapping would hand out only the last.
    given = dict(request.POST.lists()) if request.method == "POST" else None
    if given is not None:
        document, troubles = forms.read(place, given, by=str(desk.actor.account), on=timezone.localdate())
        problems = [each.link for each in troubles]
        if not troubles:
            try:
                desk.save(draft, document)
                return redirect(_onward(request, desk, thing, id_, key))
            except DraftMoved as error:
                problems = [{"text": str(error), "href": "#main-content"}]
    parts = forms.fields(place, given=given, troubles=troubles)
    return page(
        request, "questions/section.html", title=place.section.heading, label=label, parts=parts, token=token(request, draft), action="",
        buttons=BUTTONS, problems=problems, **{**desk.around, "back_url": f"{desk.base}{name}/{id_}/"},
    )  # fmt: skip


def _onward(request: HttpRequest, desk: Desk, thing: type[Thing], id_: str, key: str) -> str:
    """The section after this one, or back to the sections of the thing."""
    here = f"{desk.base}{thing.name}/{id_}/"
    if request.POST.get("do") != "continue":
        return here
    keys = [each.key for each in sections.sections(thing, desk.audience, desk.needed) if not each.is_more]
    later = keys[keys.index(key) + 1 :] if key in keys else []
    return f"{here}{later[0]}/" if later else here


def remove(request: HttpRequest, desk: Desk, name: str, id_: str) -> HttpResponse:
    """Ask before a thing is taken off its list, then take it off."""
    thing, draft = thing_of(name, desk), desk.draft
    back = f"{desk.base}{name}/"
    try:
        label = documents.label_of(documents.entry(draft.document, thing, id_), thing)
    except KeyError as error:
        raise Http404("There is no such thing in this form") from error
    if request.method == "POST":
        desk.save(draft, lists.remove(draft.document, thing, id_, is_confirmed=True))
        return redirect(back)
    leading = [{"label": each.label, "question": each.question} for each in lists.leading_to(draft.document, thing, id_)]
    return page(
        request, "questions/remove.html", title=f"Remove {label}?", label=label, leading=leading, action="", token=token(request, draft),
        **{**desk.around, "back_url": back},
    )  # fmt: skip


def check(request: HttpRequest, desk: Desk, *, action: str, send_text: str, declaration: str) -> HttpResponse:
    """Every answer before it is sent."""
    draft = desk.draft
    blocks = answers.check_answers(draft.document, desk.audience, address=desk.address, needed=desk.needed)
    return page(
        request, "questions/check.html", title="Check your answers", blocks=blocks, action=action, token=token(request, draft),
        send_text=send_text, declaration=declaration, **{**desk.around, "back_url": desk.base},
    )  # fmt: skip


def walk(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The walk through the house on a phone."""
    stops = sheets.route(desk.draft.document, audience=desk.audience, address=desk.address, needed=desk.needed)
    return page(
        request, "sheets/walk.html", title="Walk through the house", caption=desk.place, stops=stops, print_url=f"{desk.base}print/",
        **desk.around,
    )  # fmt: skip


def printed(request: HttpRequest, desk: Desk, on: date) -> HttpResponse:
    """The same walk as a sheet of paper."""
    sheet = sheets.sheet(desk.draft.document, audience=desk.audience, needed=desk.needed)
    with_more = request.GET.get("all") == "yes"
    return page(
        request, "sheets/print.html", title=f"Inspection sheet: {desk.case.house.address}", sheet=sheet,
        counted=sheets.counted(sheet, with_more=with_more), with_more=with_more, printed_on=wording.day(on), **desk.around,
    )  # fmt: skip
