"""The arrangement of council and fire authority: seen by both, edited by either, dated, used for days; who else comes sees nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanlight.casework import access
from fanlight.casework.acting import Office
from fanlight.casework.actions import fire, fire_arrangement
from fanlight.casework.actions.fire import Asking
from fanlight.casework.actions.fire_arrangement import Agreed, ArrangementMoved, Entering
from fanlight.casework.models import Event, FireArrangement, Message
from fanlight.casework.queries import fire_arrangement as queries
from fanlight.licensing.procedure import Role, StepNotOpen
from tests.casework.conftest import *  # noqa: F403 - the invented council and its people
from tests.casework.conftest import move, staff
from tests.web.officer_cases import text

COUNCILS, FIRES = "/c/exampleton/fire/arrangement/", "/fire/exampleshire/arrangement/exampleton/"
LEADS = {
    "lead_single_home": "council", "lead_hmo": "council", "lead_self_contained_flats": "council", "lead_mixed_use": "fire authority",
    "lead_sheltered_housing": "fire authority", "lead_hostel": "unsettled",
}  # fmt: skip
SAID = {**LEADS, "answer_days": "10", "urgent_days": "2", "fire_contact": "Station 9", "both_agreed": "Both signed today.", "seen": "0"}
AGREED = Agreed({"hmo": "council"}, 10, 2)


def agree(council, by, **other):
    return fire_arrangement.enter(council, Entering("agree", {"both-agreed": "Signed."}, Agreed(**other)), by=by, at=timezone.now())


def test_without_an_arrangement_nobody_leads_and_what_is_usual_is_only_remembered(client, council, officer):
    client.force_login(officer.account)
    assert COUNCILS in text(client.get("/c/exampleton/fire/"))
    shown = text(client.get(COUNCILS))
    assert "Nothing is recorded as agreed" in shown
    assert shown.count("It cannot be told. Usual, from memory:") == 6


@pytest.mark.parametrize(("who", "address", "other"), [("officer", COUNCILS, "fire_officer"), ("fire_officer", FIRES, "officer")])
def test_either_puts_down_what_both_agreed_and_both_see_it_dated(client, council, who, address, other, request):
    by = request.getfixturevalue(who)
    client.force_login(by.account)
    assert client.post(f"{address}agree/", SAID).status_code == 302
    made = FireArrangement.objects.get()
    assert made.content["leads"] == {
        "single-home": "council", "hmo": "council", "self-contained-flats": "council", "mixed-use": "fire authority",
        "sheltered-housing": "fire authority",
    }  # fmt: skip
    client.force_login(request.getfixturevalue(other).account)
    shown = text(client.get(COUNCILS if other == "officer" else FIRES))
    for told in ("10 days", "2 days", "Station 9", "Both signed today.", str(by.account), f"{timezone.localdate():%-d %B %Y}", "entry 1"):
        assert told in shown, told
    assert shown.count("It cannot be told. Usual, from memory: fire authority.") == 1
    assert Event.objects.filter(kind="fire arrangement").count() == 1
    told = Message.objects.get(key=f"fire arrangement {made.pk}").to
    assert told == (council.fire_authority.email if who == "officer" else council.email)


def test_a_review_begins_with_what_stands_and_keeps_what_was(client, council, officer):
    client.force_login(officer.account)
    client.post(f"{COUNCILS}agree/", SAID)
    shown = text(client.get(f"{COUNCILS}review/"))
    assert 'value="10"' in shown
    assert shown.count("checked") == 6
    day = timezone.localdate() + timedelta(days=300)
    on = {f"review_on-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
    said = {**SAID, **on, "answer_days": "", "what_came_of_it": "Ten days were too few.", "seen": "1"}
    assert client.post(f"{COUNCILS}review/", said).status_code == 302
    first, second = FireArrangement.objects.order_by("number")
    assert (first.content["answer_days"], second.content["answer_days"], second.content["review_on"]) == (10, None, day.isoformat())
    shown = text(client.get(COUNCILS))
    assert "Nothing was agreed" in shown
    assert "Ten days were too few." in shown


def test_what_was_agreed_is_watched_ended_and_agreed_again(client, council, officer):
    client.force_login(officer.account)
    client.post(f"{COUNCILS}agree/", SAID)
    assert client.post(f"{COUNCILS}watch/", {"what_came_of_it": "It works.", "seen": "1"}).status_code == 302
    assert client.post(f"{COUNCILS}end/", {"reasons_recorded": "The county is divided.", "seen": "2"}).status_code == 302
    assert queries.in_use(council) is None
    assert "Nothing is recorded as agreed" in text(client.get(COUNCILS))
    assert client.get(f"{COUNCILS}watch/").status_code == 404
    assert client.post(f"{COUNCILS}agree/", {**SAID, "seen": "3"}).status_code == 302
    assert queries.in_use(council).number == 4


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"both_agreed": ""}, "What both agreed: write it down"),
        ({"answer_days": "ten"}, "must be a whole number"),
        ({"answer_days": "0"}, "Days from 1 to 365"),
        ({"lead_hmo": "the police"}, "Select one of the answers shown"),
        ({"seen": "4"}, "changed since you opened the page"),
    ],
)
def test_what_will_not_do_is_refused_and_nothing_is_kept(client, council, officer, wrong, problem):
    client.force_login(officer.account)
    shown = text(client.post(f"{COUNCILS}agree/", {**SAID, **wrong}))
    assert problem in shown
    assert "Station 9" in shown
    assert not FireArrangement.objects.exists()


def test_an_action_refuses_what_no_page_would_send(council, officer, fire_officer):
    with pytest.raises(ValueError, match="of no kind of house"):
        agree(council, officer, leads={"castle": "council"})
    with pytest.raises(ValueError, match="between 1 and 365"):
        agree(council, officer, urgent_days=0)
    with pytest.raises(ValueError, match="say what was agreed"):
        fire_arrangement.enter(council, Entering("agree", {"both-agreed": "Signed."}), by=officer, at=timezone.now())
    agree(council, officer)
    with pytest.raises(StepNotOpen):
        agree(council, fire_officer)
    with pytest.raises(ArrangementMoved):
        fire_arrangement.enter(council, Entering("watch", {"what-came-of-it": "Well."}, seen=0), by=fire_officer, at=timezone.now())


def test_days_that_were_agreed_come_before_the_councils_own_practice(case, council, officer, house):
    agree(council, officer, answer_days=5, urgent_days=1)
    held = fire.consult(move(case, "duly made"), Asking("Enough?", "Grant."), by=officer, at=timezone.now())
    assert held.due_on == timezone.localdate() + timedelta(days=5)
    assert "As agreed with the fire authority (entry 1)" in held.entries.get().said["due"]
    urgent = fire.ask_for_help(house, Asking("Now", "Come", is_urgent=True), by=officer, at=timezone.now())
    assert urgent.due_on == timezone.localdate() + timedelta(days=1)


EVERYBODY = {"officer": (True, True), "manager": (True, True), "fire_officer": (True, True), "applicant": (False, False),
             "policy": (False, False), "other_officer": (False, False), "other_fire": (False, False)}  # fmt: skip


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_sees_and_who_edits_an_arrangement(client, council, other_council, who, request):
    from fanlight.casework.models import FireAuthority

    made = {
        "policy": lambda: staff("Pat Policy", Office.POLICY_OFFICER, council=council),
        "other_officer": lambda: staff("Sam Stranger", Role.HOUSING_OFFICER, council=other_council),
        "other_fire": lambda: staff(
            "Otto Other", Role.FIRE_OFFICER, authority=FireAuthority.objects.create(slug="othershire", name="Othershire")
        ),
    }
    actor = made[who]() if who in made else request.getfixturevalue(who)
    sees, edits = EVERYBODY[who]
    assert (queries.get(actor, council, timezone.localdate()) is not None) is sees
    assert bool(queries.open_steps(actor, council, timezone.localdate())) is edits
    client.force_login(actor.account)
    own = f"/fire/{actor.fire_authority.slug}/arrangement/exampleton/" if actor.fire_authority else COUNCILS
    assert (client.get(own).status_code == 200) is sees
    assert (client.get(f"{own}agree/").status_code == 200) is edits
    if edits:
        agree(council, actor)
    else:
        with pytest.raises(access.NotPermitted):
            agree(council, actor)
