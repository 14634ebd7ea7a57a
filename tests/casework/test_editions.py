"""The council's standard: editions loaded, refused with every mistake, adopted from a day, withdrawn before it, and what old cases keep."""

import io
import json
import zipfile
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from fanlight.casework import assessing, loaded
from fanlight.casework.access import NotPermitted
from fanlight.casework.acting import Actor, Office
from fanlight.casework.actions import cases, editions
from fanlight.casework.actions.editions import Decision
from fanlight.casework.assessing import NoEdition
from fanlight.casework.models import Adoption, EditionLoaded, Event, StepTaken
from fanlight.casework.queries import editions as reading
from fanlight.facts.files import Refused
from tests.casework.conftest import NOW, staff, told
from tests.casework.editions_given import HEAD, PERSONS, an_edition

TODAY = NOW.date()


@pytest.fixture
def policy(council):
    Adoption.objects.create(
        council=council, edition="birmingham/2018-11", from_on=date(2019, 1, 1), decided_by="Cabinet", decided_on=date(2018, 12, 1)
    )
    return staff("Pat Policy", Office.POLICY_OFFICER, council=council)


def decided(from_on=TODAY, **changes):
    return Decision(**{"from_on": from_on, "decided_by": "Cabinet", "decided_on": TODAY, "notice": "Minute 12", **changes})


def problems(given, by):
    with pytest.raises(Refused) as refusal:
        editions.load(given, by=by, at=NOW)
    assert not EditionLoaded.objects.filter(edition="exampleton/2026-03").exists()
    return [str(each) for each in refusal.value.problems]


def test_an_edition_is_loaded_checked_and_recorded(policy):
    row = editions.load(an_edition(), by=policy, at=NOW)
    assert (row.edition, row.title, row.about) == ("exampleton/2026-03", "Shared houses in Exampleton", {"clauses": 2, "examples": 6})
    assert told("edition loaded") == {"edition": row.edition, "digest": row.digest, "loaded": row.pk, "clauses": 2}
    assert editions.load(an_edition(), by=policy, at=NOW) == row
    assert EditionLoaded.objects.count() == 1


def test_what_was_loaded_is_never_changed(policy):
    row = editions.load(an_edition(), by=policy, at=NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        EditionLoaded.objects.filter(pk=row.pk).update(title="Another")


def test_the_check_notes_what_the_law_has_against_the_document(policy):
    page = (
        'clauses:\n- clause: "1.1/area"\n  encoded: asked\n  force: must\n  says: A bedroom for one has 6 m2.\n  each: room\n'
        "  when: room.use is bedroom\n  measure: room.floor_area\n  at_least: 6 m2\n  remedy: Enlarge it.\n  examples:\n"
        "  - given: {room.use: bedroom, room.sleepers: 1, room.is_used_for_sleeping: yes}\n    vary: room.floor_area\n"
        "    met: [6 m2]\n    not_met: [5.99 m2]\n    cannot_tell: [unknown]\n"
    )
    row = editions.load(an_edition(page=page), by=policy, at=NOW)
    assert [each["kind"] for each in row.notes] == ["below_floor"]
    assert "england/2018-10" in row.notes[0]["says"]


def test_each_mistake_is_told_with_its_file_and_line(policy):
    assert problems(an_edition(page=PERSONS.format(most=4, more=5).replace("at_most", "at_mots")), policy) == [
        "clauses.yaml:7: 'at_mots' has no meaning here; did you mean 'at_most'?"
    ]
    (told_of,) = problems(an_edition(more=3), policy)
    assert "clauses.yaml:12: 1.1/persons: found met, but the example says not met" in told_of


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (an_edition("elsewhere/2026-03"), "'elsewhere/2026-03' is no edition of this council"),
        (an_edition("exampleton/../../x"), "is no name for an edition"),
        ([("clauses.yaml", b"clauses: []")], "edition.yaml: is not among the files"),
        ([("../edition.yaml", b"x")], "has a place of its own"),
        ([("/etc/edition.yaml", b"x")], "has a place of its own"),
        ([("run.py", b"x")], "is no file of an edition"),
        ([*an_edition(), ("more/clauses.yaml", b"x")], "is given twice"),
        ([("edition.yaml", b"\xff\xfe")], "is no text in UTF-8"),
        ([("edition.yaml", b"a: \0")], "is no text in UTF-8"),
        ([("edition.yaml", b"x" * 2_000_001)], "is larger than 2,000,000 bytes"),
        ([(f"a{number}.yaml", b"") for number in range(101)], "is one too many"),
        ([(f"a{number}.yaml", b"x" * 1_900_000) for number in range(5)], "is too much"),
        ([("edition.zip", b"PK\x03\x04 and no more")], "cannot be opened as an archive"),
        (an_edition(head="edition: exampleton/2026-03\n"), "the head has no 'title:'"),
        (an_edition(head=HEAD.format(name="exampleton/2026-03", from_="2026-01-01") + "builds_on: other/2020\n"), "no such edition"),
        (an_edition(page="clauses: " + "[" * 40 + "]" * 40), "nested deeper than 30"),
        (an_edition(page="a: &a [x]\nb: *a\n"), "anchors and aliases are not allowed"),
        (an_edition(page=PERSONS.format(most="9" * 400, more="5")), "clauses.yaml"),
        (an_edition(page=PERSONS.format(most="(" * 500 + "4" + ")" * 500, more="5")), "clauses.yaml"),
    ],
)
def test_a_poisoned_edition_is_refused_and_nothing_is_kept(policy, given, says):
    assert says in "\n".join(problems(given, policy))
    assert not Event.objects.filter(kind="edition loaded").exists()


def test_an_edition_comes_as_an_archive_of_its_folder_too(policy):
    assert editions.load([("edition.zip", archive(an_edition()))], by=policy, at=NOW).about["clauses"] == 2


@pytest.mark.parametrize("packed", [False, True])
def test_a_mistake_is_named_by_the_file_that_was_sent_and_not_by_a_folder_of_ours(policy, packed):
    wrong = an_edition(page=PERSONS.format(most="9" * 400, more="5"))
    told = problems([("edition.zip", archive(wrong))] if packed else wrong, policy)
    assert told and all(each.startswith("clauses.yaml") for each in told), told


def archive(files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.mkdir("2026-03/")
        for name, content in files:
            packed.writestr(f"2026-03/{name}", content)
    return made.getvalue()


def test_an_archive_that_unpacks_to_far_more_is_refused(policy):
    bomb = archive([("edition.yaml", b"0" * 50_000_000)])
    assert len(bomb) < 100_000
    assert problems([("edition.zip", bomb)], policy) == ["edition.yaml: the file is larger than 2,000,000 bytes"]


def test_a_check_that_takes_too_long_is_ended(policy, monkeypatch):
    monkeypatch.setattr(editions, "SECONDS", 0)
    assert problems(an_edition(), policy) == ["exampleton/2026-03: took longer than 0 seconds: make it smaller or simpler"]


def test_only_the_policy_officer_sets_the_standard(policy, officer, manager, council, other_council):
    row = editions.load(an_edition(), by=policy, at=NOW)
    stranger = staff("Polly Stranger", Office.POLICY_OFFICER, council=other_council)
    for actor in (officer, manager, Actor(None, policy.roles, council), Actor(policy.account, policy.roles)):
        with pytest.raises(NotPermitted):
            editions.load(an_edition(), by=actor, at=NOW)
        with pytest.raises(NotPermitted):
            editions.take_up("wyre-forest/2018-04", by=actor, at=NOW)
    with pytest.raises(NotPermitted):
        editions.adopt(row, decided(), by=stranger, at=NOW)
    adoption = editions.adopt(row, decided(), by=policy, at=NOW)
    with pytest.raises(NotPermitted):
        editions.withdraw(adoption, reasons="Theirs.", by=stranger, at=NOW)


def test_an_adoption_says_who_decided_and_is_recorded(policy, council):
    row = editions.load(an_edition(), by=policy, at=NOW)
    editions.adopt(row, decided(), by=policy, at=NOW)
    assert told("edition adopted") == {
        "edition": row.edition, "digest": row.digest, "from": "2026-03-02", "decided by": "Cabinet", "decided on": "2026-03-02",
        "notice": "Minute 12", "because": "",
    }  # fmt: skip
    assert assessing.adopted(council, TODAY) == "exampleton/2026-03"
    assert assessing.adopted(council, TODAY - timedelta(days=1)) == "birmingham/2018-11"
    assert assessing.editions(council, TODAY) == ("england/2018-10", "exampleton/2026-03")
    assert assessing.program("exampleton/2026-03").edition.clauses["1.1/persons"].says == "A house holds no more than 4 people."


@pytest.mark.parametrize(
    ("decision", "says"),
    [
        (decided(decided_by=" "), "who decided"),
        (decided(notice=""), "minute or the notice"),
        (decided(decided_on=TODAY + timedelta(days=1)), "still to come"),
        (decided(TODAY - timedelta(days=1)), "why it is entered only now"),
        (decided(date(2025, 12, 31), because="Late."), "in force from 1 January 2026"),
    ],
)
def test_an_adoption_that_cannot_be_is_refused(policy, decision, says):
    row = editions.load(an_edition(), by=policy, at=NOW)
    with pytest.raises(ValueError, match=says):
        editions.adopt(row, decision, by=policy, at=NOW)
    assert Adoption.objects.count() == 1


def test_a_late_entry_has_its_reason_and_one_day_has_one_edition(policy):
    row = editions.load(an_edition(), by=policy, at=NOW)
    late = editions.adopt(row, decided(date(2026, 2, 1), because="The minute came late."), by=policy, at=NOW)
    assert late.because == "The minute came late."
    other = editions.load(an_edition("exampleton/2026-04"), by=policy, at=NOW)
    with pytest.raises(ValueError, match="adopted from 1 February 2026 already"):
        editions.adopt(other, decided(date(2026, 2, 1), because="So."), by=policy, at=NOW)


def test_what_was_adopted_is_changed_no_more_under_its_name(policy):
    first = editions.load(an_edition(), by=policy, at=NOW)
    second = editions.load(an_edition(most=5), by=policy, at=NOW)
    adoption = editions.adopt(first, decided(TODAY + timedelta(days=9)), by=policy, at=NOW)
    with pytest.raises(ValueError, match="load this one under a new name"):
        editions.adopt(second, decided(TODAY + timedelta(days=10)), by=policy, at=NOW)
    with pytest.raises(Refused, match="is changed no more"):
        editions.load(an_edition(most=6), by=policy, at=NOW)
    editions.withdraw(adoption, reasons="A figure was wrong.", by=policy, at=NOW)
    editions.adopt(second, decided(TODAY + timedelta(days=9)), by=policy, at=NOW)
    assert "5 people" in assessing.program("exampleton/2026-03").edition.clauses["1.1/persons"].says


def test_a_name_that_comes_with_fanlight_is_taken(other_council):
    birmingham = type(other_council).objects.create(slug="birmingham", name="Birmingham")
    officer = staff("Bree Policy", Office.POLICY_OFFICER, council=birmingham)
    with pytest.raises(Refused, match="comes with Fanlight and is never changed"):
        editions.load(an_edition("birmingham/2018-11"), by=officer, at=NOW)


def test_an_edition_that_comes_with_fanlight_is_taken_up_once_checked_and_adopted(policy, council):
    row = editions.take_up("wyre-forest/2018-04", by=policy, at=NOW)
    assert (row.files, row.title) == ({}, "Houses in Multiple Occupation Policy")
    assert row.about["clauses"] > 100
    assert "below_floor" in {each["kind"] for each in row.notes}
    assert told("edition taken up")["digest"] == row.digest == loaded.library().read("wyre-forest/2018-04").digest
    assert editions.take_up("wyre-forest/2018-04", by=policy, at=NOW) == row
    editions.adopt(row, decided(), by=policy, at=NOW)
    assert assessing.editions(council, TODAY) == ("england/2018-10", "wyre-forest/2018-04")
    assert reading.adopted_as(row) == list(Adoption.objects.filter(edition="wyre-forest/2018-04"))


def test_the_one_that_was_adopted_before_this_page_is_adopted_again_later(policy, council):
    row = editions.take_up("birmingham/2018-11", by=policy, at=NOW)
    editions.adopt(row, decided(), by=policy, at=NOW)
    assert [each.from_on for each in reading.adopted_as(row)] == [TODAY, date(2019, 1, 1)]


def test_of_one_that_comes_with_fanlight_the_text_that_was_looked_at_is_adopted_and_no_other(policy):
    row = editions.take_up("wyre-forest/2018-04", by=policy, at=NOW)
    row.digest = "another"
    with pytest.raises(ValueError, match="is another by now: look at it again"):
        editions.adopt(row, decided(), by=policy, at=NOW)


def test_an_edition_is_not_adopted_from_a_day_on_which_it_says_it_is_over(policy):
    row = editions.take_up("wyre-forest/2013-04", by=policy, at=NOW)
    with pytest.raises(ValueError, match="in force only until 1 April 2018"):
        editions.adopt(row, decided(date(2018, 4, 1), because="Late."), by=policy, at=NOW)
    assert editions.adopt(row, decided(date(2018, 3, 31), because="Late."), by=policy, at=NOW).loaded == row


@pytest.mark.parametrize("name", ["england/2018-10", "exampleton/2026-03", "nowhere/2020-01", "x" * 5000])
def test_what_does_not_come_with_fanlight_or_is_the_law_is_not_taken_up(policy, name):
    with pytest.raises(Refused, match="no such edition of a council comes with Fanlight"):
        editions.take_up(name, by=policy, at=NOW)
    assert not EditionLoaded.objects.exists()


def test_a_councils_own_come_first_among_those_that_come_with_fanlight(council, other_council):
    assert [each.name for each in reading.shipped(council)][:2] == ["birmingham/2018-11", "lacors/2006-10"]
    other_council.slug = "wyre-forest"
    assert [each.name for each in reading.shipped(other_council)][:3] == [
        "wyre-forest/2018-04", "wyre-forest/2013-04", "birmingham/2018-11",
    ]  # fmt: skip


def test_an_adoption_is_withdrawn_before_its_day_and_not_after(policy, council):
    row = editions.load(an_edition(), by=policy, at=NOW)
    adoption = editions.adopt(row, decided(TODAY + timedelta(days=1)), by=policy, at=NOW)
    with pytest.raises(ValueError, match="say why"):
        editions.withdraw(adoption, reasons=" ", by=policy, at=NOW)
    with pytest.raises(ValueError, match="it has begun"):
        editions.withdraw(adoption, reasons="Too late.", by=policy, at=NOW + timedelta(days=1))
    editions.withdraw(adoption, reasons="The cabinet thought again.", by=policy, at=NOW)
    assert told("adoption withdrawn") == {"edition": row.edition, "from": "2026-03-03", "because": "The cabinet thought again."}
    assert assessing.adopted(council, TODAY + timedelta(days=1)) == "birmingham/2018-11"
    with pytest.raises(ValueError, match="withdrawn already"):
        editions.withdraw(adoption, reasons="Again.", by=policy, at=NOW)


def test_a_case_keeps_the_edition_of_the_day_on_which_it_was_applied_for(policy, council, house, applicant):
    row = editions.load(an_edition(), by=policy, at=NOW)
    editions.adopt(row, decided(TODAY), by=policy, at=NOW)
    later = TODAY + timedelta(days=300)
    old, new, draft = (cases.open_case("application", house=house, by=applicant, at=NOW) for _ in range(3))
    for case, on in ((old, TODAY - timedelta(days=1)), (new, TODAY)):
        submitted(case, on)
    assert assessing.editions_of(old, later) == ("england/2018-10", "birmingham/2018-11")
    assert assessing.editions_of(new, later) == ("england/2018-10", "exampleton/2026-03")
    assert assessing.adopted_for(draft, TODAY - timedelta(days=1)) == "birmingham/2018-11"
    assert assessing.adopted_for(draft, TODAY) == "exampleton/2026-03"


def submitted(case, on):
    StepTaken.objects.create(case=case, number=1, name="submit", from_state="draft", state="submitted", role="applicant", at=NOW, on=on)


def test_a_matter_of_a_licence_keeps_to_its_application_and_a_variation_is_one_of_its_own(policy, council, house, applicant):
    application = cases.open_case("application", house=house, by=applicant, at=NOW)
    submitted(application, TODAY - timedelta(days=1))
    editions.adopt(editions.load(an_edition(), by=policy, at=NOW), decided(TODAY), by=policy, at=NOW)
    licence, variation = (
        cases.open_case(table, house=house, by=applicant, at=NOW, parent=application) for table in ("licence", "variation")
    )
    assert assessing.adopted_for(licence, TODAY) == "birmingham/2018-11"
    assert assessing.adopted_for(variation, TODAY) == "exampleton/2026-03"


def test_an_application_of_before_any_adoption_is_assessed_by_the_first(council, house, applicant, policy):
    case = cases.open_case("application", house=house, by=applicant, at=NOW)
    submitted(case, date(2018, 5, 1))
    assert assessing.adopted_for(case, TODAY) == "birmingham/2018-11"
    Adoption.objects.all().delete()
    with pytest.raises(NoEdition):
        assessing.adopted_for(case, TODAY)


def test_an_edition_builds_on_one_that_was_loaded_before(policy):
    editions.adopt(editions.load(an_edition(), by=policy, at=NOW), decided(TODAY), by=policy, at=NOW)
    head = HEAD.format(name="exampleton/2026-09", from_="2026-09-01") + "builds_on: exampleton/2026-03\n"
    page = "clauses:\n- {clause: 1.2/alarm, same_as: 'exampleton:1.2/alarm'}\n"
    row = editions.load(an_edition(head=head, page=page), by=policy, at=NOW)
    assert row.builds_on.edition == "exampleton/2026-03"
    editions.adopt(row, decided(date(2026, 9, 1)), by=policy, at=NOW)
    assert assessing.program("exampleton/2026-09").edition.clauses["1.2/alarm"].says == "Somebody answers for the house."


def test_the_folder_of_a_loaded_edition_only_repeats_the_database(policy):
    row = editions.load(an_edition(), by=policy, at=NOW)
    place = loaded.folder(row.pk, row.digest) / "exampleton" / "editions" / "2026-03" / "clauses.yaml"
    place.write_text("changed behind the service", encoding="utf-8")
    loaded.folder.cache_clear()
    loaded.folder(row.pk, row.digest)
    assert place.read_text(encoding="utf-8") == row.files["clauses.yaml"]
    assert json.dumps(row.files)
