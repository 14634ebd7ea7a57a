"""Three small questions of access: may this role do such a thing, may this actor see this case, and is the step open in its state."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q

from fanlight.casework import parties
from fanlight.casework.acting import Actor, Office
from fanlight.casework.models import Account, Case, Council, FireAuthority, FireRecord, Party, Payment
from fanlight.licensing.procedure import Role


class Permission(StrEnum):
    """What somebody may do at all, whatever the case and its state."""

    SEE_CASES = "see the council's cases"
    WORK_CASES = "work on cases"
    SIGN = "sign or return what is proposed"
    SEE_FIGURES = "see workload and figures"
    WEIGH_OFFENCES = "see and weigh criminal-offence data"
    APPLY = "apply and act as applicant"
    ANSWER_FIRE = "answer for the fire and rescue authority"
    EDIT_LETTERS = "edit the council's letters"
    SET_STANDARD = "load editions of the standard and adopt them for the council"
    ADMINISTER = "set the service up for the council"
    ADMINISTER_FIRE = "say who acts for the fire and rescue authority"
    SETTLE_MESSAGES = "say what became of messages, and send them again"
    MAKE_KEYS = "make and revoke keys for other systems"


PERMITTED: Mapping[str, frozenset[Permission]] = {
    Role.APPLICANT: frozenset({Permission.APPLY}),
    Role.HOUSING_OFFICER: frozenset({Permission.SEE_CASES, Permission.WORK_CASES}),
    Role.TEAM_MANAGER: frozenset(
        {Permission.SEE_CASES, Permission.WORK_CASES, Permission.SIGN, Permission.SEE_FIGURES, Permission.SETTLE_MESSAGES}
    ),
    Role.FIRE_OFFICER: frozenset({Permission.ANSWER_FIRE}),
    Office.POLICY_OFFICER: frozenset({Permission.SEE_FIGURES, Permission.SET_STANDARD}),
    Office.ADMINISTRATOR: frozenset({Permission.ADMINISTER, Permission.EDIT_LETTERS, Permission.MAKE_KEYS, Permission.SETTLE_MESSAGES}),
    Office.FIRE_ADMINISTRATOR: frozenset({Permission.ADMINISTER_FIRE}),
    Office.OTHER_SYSTEM: frozenset({Permission.SEE_CASES}),
}
ENTERED: Mapping[str, frozenset[str]] = {
    "application": frozenset({"withdraw"}),
    "variation": frozenset({"withdraw"}),
    "revocation": frozenset({"withdraw"}),
    "temporary-exemption": frozenset({"ask-again"}),
    "appeal": frozenset({"appeal", "allow-late-appeal", "decide", "withdraw"}),
}
"""Steps that an applicant or the tribunal takes and tells the council of: whoever works on the case enters them, and is named with them."""
DRAFT = "draft"
WEIGHING_ROLES = (Role.HOUSING_OFFICER, Role.TEAM_MANAGER)


def of_sent(of: str = "") -> Q:
    """Which cases a council has been sent, or began; `of` leads to the case, as `case__`.

    An application belongs to its applicant until it is sent, and for ever where it was withdrawn or given up before it was.
    """
    unsent = Q(**{f"{of}state": DRAFT}) | Q(**{f"{of}table": "application", f"{of}is_ended": True, f"{of}steps": 1})
    return ~unsent


def of_open(of: str = "") -> Q:
    """Which of those have not ended, in words that an index can answer: no draft is among them, and what was given up has ended.

    `is_ended` is said as a list, because an index on the column serves `IN (false)` and not `NOT is_ended`.
    """
    return Q(**{f"{of}is_ended__in": (False,)}) & ~Q(**{f"{of}state": DRAFT})


def of_paid() -> Exists:
    """Which cases somebody paid for. Of a draft that is why its council sees it, where it is asked for: the money is to be given back."""
    return Exists(Payment.objects.filter(case=OuterRef("pk")))


def is_sent(case: Case) -> bool:
    """Whether a case is no draft of its applicant's, nor was one when it ended."""
    return case.state != DRAFT and not (case.table == "application" and case.is_ended and case.steps == 1)


class NotPermitted(Exception):
    """Somebody asked for what their roles do not allow; the message says what it was."""


def is_permitted(actor: Actor, permission: Permission) -> bool:
    """Whether an actor's roles allow something. Criminal-offence data also takes being named as one who weighs it."""
    if permission is Permission.WEIGH_OFFENCES:
        return actor.weighs_suitability and any(role in WEIGHING_ROLES for role in actor.roles)
    return any(permission in PERMITTED.get(role, frozenset()) for role in actor.roles)


def enters(actor: Actor, table: str, step: str) -> bool:
    """Whether an actor may enter a step that somebody outside the council took."""
    return step in ENTERED.get(table, ()) and actor.council is not None and is_permitted(actor, Permission.WORK_CASES)


def entering(actor: Actor, table: str, step: str) -> Actor:
    """The actor as they enter such a step, in the role of whoever took it; unchanged for any other step."""
    if not enters(actor, table, step):
        return actor
    return replace(actor, roles=actor.roles | {Role.APPLICANT, Role.TRIBUNAL})


def check_permitted(actor: Actor, permission: Permission) -> None:
    """Make sure that an actor may do something. Raises NotPermitted."""
    if not is_permitted(actor, permission):
        raise NotPermitted(f"{actor.account or 'nobody'} may not {permission.value}")


def of_either(actor: Actor) -> Permission:
    """What an actor needs in order to act in a case for their side: for the council, or for themselves."""
    return Permission.WORK_CASES if actor.council else Permission.APPLY


def of_authority(actor: Actor) -> Permission:
    """What an actor needs in order to act for one of the two authorities."""
    return Permission.ANSWER_FIRE if actor.fire_authority is not None else Permission.WORK_CASES


def check_authority(actor: Actor, council: Council, authority: FireAuthority | None, what: str) -> Account:
    """Make sure that a person acts for one of the two authorities that something is between (`what`); who it is. Raises NotPermitted."""
    check_permitted(actor, of_authority(actor))
    is_theirs = actor.council == council if actor.fire_authority is None else actor.fire_authority == authority
    is_theirs = is_theirs and authority is not None
    if not is_theirs or actor.account is None:
        raise NotPermitted(f"{what} is not theirs to see")
    return actor.account


def check(actor: Actor, permission: Permission, case: Case) -> Account:
    """Make sure that a person may do something and may see the case it is about; who it is. Raises NotPermitted."""
    check_permitted(actor, permission)
    if not is_visible(actor, case):
        raise NotPermitted("this case is not theirs to see")
    if actor.account is None:
        raise NotPermitted("only a person may do this, so that the record can name them")
    return actor.account


def is_visible(actor: Actor, case: Case) -> bool:
    """Whether an actor may see that a case is there: a council its own, a fire authority what was shared, an applicant theirs.

    A draft is its applicant's until it is sent, unless it was paid for: then its council gives the money back where it is never sent.

    Whoever is a person of an application also sees the licence that it led to and what follows that.
    """
    if actor.council is not None:
        is_theirs = case.council_id == actor.council.pk and is_permitted(actor, Permission.SEE_CASES)
        return is_theirs and (is_sent(case) or Payment.objects.filter(case=case).exists())
    if actor.fire_authority is not None:
        is_shared = FireRecord.objects.filter(case=case, authority=actor.fire_authority).exists()
        return is_shared and is_permitted(actor, Permission.ANSWER_FIRE)
    if actor.account is None or Role.APPLICANT not in actor.roles:
        return False
    if case.applicant_id == actor.account.pk:
        return True
    theirs = {case.pk, parties.home(case).pk}
    return Party.objects.filter(case__in=theirs, account=actor.account, removed_at=None).exists()
