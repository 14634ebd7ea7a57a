"""What a council, or a fire authority, says of itself on pages, in letters and the register, changed by its administrator."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from fanlight.casework import access, recording
from fanlight.casework.acting import Actor
from fanlight.casework.actions import staff
from fanlight.casework.models import Council, FireAuthority
from fanlight.documents.letters.pages import check_colour
from fanlight.documents.register_names import Names


@dataclass(frozen=True, slots=True)
class About:
    """Everything that a council says of itself. `fire_authority` is its name in addresses; empty where it works with none here."""

    name: str
    team: str
    address: str
    email: str
    phone: str
    web: str
    tribunal_address: str
    tribunal_email: str
    colour: str
    text_colour: str
    register_names: str
    fire_authority: str = ""


@dataclass(frozen=True, slots=True)
class AboutFire:
    """What a fire authority says of itself: where councils write to it, and under which name."""

    name: str
    address: str
    email: str


def about(council: Council) -> About:
    """What a council says of itself now."""
    given = {name: getattr(council, name) for name in About.__dataclass_fields__ if name != "fire_authority"}
    return About(**given, fire_authority=council.fire_authority.slug if council.fire_authority else "")


@transaction.atomic
def change(council: Council, said: About, *, by: Actor, at: datetime) -> tuple[str, ...]:
    """Change what a council says of itself; the names of what changed. Raises NotPermitted, and ValueError for what cannot be."""
    access.check_permitted(by, access.Permission.ADMINISTER)
    if by.account is None or by.council != council:
        raise access.NotPermitted("this council is not theirs to set up")
    authority = _checked(said)
    row = Council.objects.select_for_update(of=("self",)).select_related("fire_authority").get(pk=council.pk)
    before, given = asdict(about(row)), asdict(said)
    changed = tuple(name for name, value in given.items() if before[name] != value)
    if changed:
        for name, value in {**given, "fire_authority": authority}.items():
            setattr(row, name, value)
        row.save(update_fields=[*changed])
        told = {name: given[name] for name in changed}
        recording.write("council changed", council=row, by=by.account, at=at, about=told)
    return changed


@transaction.atomic
def change_fire(authority: FireAuthority, said: AboutFire, *, by: Actor, at: datetime) -> tuple[str, ...]:
    """Change what a fire authority says of itself; the names of what changed. Each council that works with it has that in its record.

    Raises NotPermitted, and ValueError without a name or an address of mail.
    """
    access.check_permitted(by, access.Permission.ADMINISTER_FIRE)
    if by.account is None or by.fire_authority != authority:
        raise access.NotPermitted("this fire authority is not theirs to set up")
    given = {name: value.strip() for name, value in asdict(said).items()}
    if not given["name"] or not given["email"]:
        raise ValueError("a fire authority has a name, and an email address at which councils reach it")
    row = FireAuthority.objects.select_for_update().get(pk=authority.pk)
    changed = tuple(name for name, value in given.items() if getattr(row, name) != value)
    if changed:
        told = {"fire authority": row.slug, **{name: given[name] for name in changed}}
        for name in changed:
            setattr(row, name, given[name])
        row.save(update_fields=[*changed])
        for council in staff.recorded_by(row):
            recording.write("fire authority changed", council=council, by=by.account, at=at, about=told)
    return changed


def _checked(said: About) -> FireAuthority | None:
    """The fire authority that is named, once all else can be. Raises ValueError."""
    authority = FireAuthority.objects.filter(slug=said.fire_authority).first()
    if said.fire_authority and authority is None:
        raise ValueError(f"no fire authority is called '{said.fire_authority}' here")
    if said.register_names not in tuple(Names):
        raise ValueError(f"'{said.register_names}' is no rule on names; known here: {', '.join(Names)}")
    for colour in (said.colour, said.text_colour):
        check_colour(colour)
    if not said.name.strip():
        raise ValueError("a council has a name")
    return authority
