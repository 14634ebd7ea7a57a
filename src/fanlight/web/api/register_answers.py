"""What the API answers of the public register: its councils, a search, one entry, and whether a number is real."""

from django.urls import reverse
from django.utils import timezone

from fanlight.casework.queries import people, register
from fanlight.casework.queries.register import Wanted
from fanlight.casework.rows import Licence
from fanlight.documents import register_layout
from fanlight.web.api.problems import NotAnswered
from fanlight.web.api.serving import Asked
from fanlight.web.api.shapes import CheckAnswer, Checked, Councils, CouncilShape, RegisterEntry, RegisterPage


def councils(asked: Asked) -> Councils:
    """The councils served here."""
    return Councils(councils=[CouncilShape(slug=each.slug, name=each.name) for each in people.councils()])


def search(asked: Asked) -> RegisterPage:
    """A page of the register."""
    today, query, council = timezone.localdate(), asked.query, asked.of
    found = register.search(council, Wanted(query.words, None, query.ended, query.page), today)
    entries = []
    for licence in found.licences:
        licence.council = council
        entries.append(_entry(licence, asked))
    return RegisterPage(
        council=council.slug, on=today, names=register.rule(council).value, count=found.count, page=found.page, last_page=found.last_page,
        licences=entries,
    )  # fmt: skip


def entry(asked: Asked, number: str) -> RegisterEntry:
    """One licence."""
    found = register.get(asked.of, number) if number.isprintable() and len(number) <= 60 else None
    if found is None:
        raise NotAnswered(404, "there is no such licence in this register")
    return _entry(found, asked)


def _entry(licence: Licence, asked: Asked) -> RegisterEntry:
    today = timezone.localdate()
    state = register.standing(licence, today)
    told = register.values(licence, today, register.tribunal([licence]).get(licence.pk))
    values = {name: register_layout.cell(value) if not isinstance(value, int) else value for name, value in told.items()}
    return RegisterEntry.model_validate(values | {"is_in_force": state.is_in_force, "says": state.says, "page": _page(licence, asked)})


def _page(licence: Licence, asked: Asked) -> str:
    return asked.request.build_absolute_uri(reverse("register-licence", args=[licence.council.slug, licence.number]))


def check(asked: Asked) -> CheckAnswer:
    """Whether a number is real, in force and for how many."""
    number = asked.query.number.strip()
    found = [_checked(each, asked) for each in register.numbered(number, asked.query.council)]
    return CheckAnswer(on=timezone.localdate(), number=number, is_real=bool(found), found=found)


def _checked(licence: Licence, asked: Asked) -> Checked:
    state, version = register.standing(licence, timezone.localdate()), licence.current
    assert version is not None and licence.from_on and licence.until_on  # what has none is in no register
    is_told = state.word != register.ENDED
    return Checked(
        council=licence.council.slug, licence_number=licence.number, is_in_force=state.is_in_force, licence_state=state.word,
        says=state.says,
        start_on=licence.from_on, end_on=licence.until_on, ended_on=licence.ended_on, max_persons=version.persons if is_told else None,
        max_households=version.households if is_told else None, address=licence.house.address, postcode=licence.house.postcode,
        page=_page(licence, asked),
    )  # fmt: skip
