"""The policy officer: an edition is loaded, mended, weighed and adopted; a new application uses it and an old one keeps its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from fanlight.casework.demo import tales
from fanlight.casework.demo.people import PASSWORD
from tests.casework.editions_given import PERSONS, an_edition
from tests.journeys import cases
from tests.journeys.conftest import Visitors
from tests.journeys.running import service
from tests.journeys.test_applicant import begins
from tests.journeys.visitor import Visitor

NAME = "exampleton/2026-03"


def written(folder: Path, page: str) -> tuple[Path, ...]:
    folder.mkdir()
    files = []
    for name, content in an_edition(NAME, page=page):
        (folder / name).write_bytes(content)
        files.append(folder / name)
    return tuple(files)


def loads(policy: Visitor, *files: Path) -> None:
    policy.uploads("Files of the edition", *files)
    policy.presses("Load and check")


@pytest.fixture(scope="module")
def fresh(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A demonstration of its own: what is adopted here would count in every other journey."""
    with service(tmp_path_factory.mktemp("policy")) as address:
        yield address


def test_an_edition_is_loaded_mended_weighed_and_adopted(visitors: Visitors, fresh: str, tmp_path: Path) -> None:
    policy, officer, ada = (visitors(name, at=fresh) for name in ("policy officer", "officer", "applicant"))
    sound = PERSONS.format(most=4, more=5)
    policy.signs_in_as("policy@example.org", PASSWORD)
    policy.opens("/")
    policy.follows("Exampleton Council")
    policy.is_at("The council's standard")
    policy.sees("birmingham/2018-11")
    policy.presses("Load an edition")
    loads(policy, *written(tmp_path / "faulty", sound.replace("at_most", "at_mots")))
    policy.is_told("1 mistake in the edition: nothing of it was kept")
    policy.sees("clauses.yaml:7: 'at_mots' has no meaning here; did you mean 'at_most'?")
    loads(policy, *written(tmp_path / "sound", sound))
    policy.is_at("Shared houses in Exampleton")
    policy.follows("What it changes, clause by clause")
    policy.sees("A house holds no more than 4 people.")
    policy.follows(NAME)
    policy.follows("Its impact on licensed houses")
    policy.presses("Work out the impact")
    policy.sees("Every surveyed house was looked at.", "By ward: houses")
    policy.follows(NAME)
    adopts(policy)
    an_old_case_keeps_its_edition(officer)
    a_new_application_uses_it(ada)


def test_an_edition_that_comes_with_fanlight_is_taken_up_and_weighed(visitors: Visitors, fresh: str) -> None:
    policy = visitors("policy officer", at=fresh)
    policy.signs_in_as("policy@example.org", PASSWORD)
    policy.opens("/")
    policy.follows("Exampleton Council")
    policy.presses("Take up one that comes with Fanlight")
    policy.is_at("Editions that come with Fanlight")
    policy.presses("Check it")
    policy.is_told("Select an answer to “Which edition?”")
    policy.chooses("wyre-forest/2018-04")
    policy.presses("Check it")
    policy.sees("wyre-forest/2018-04 is checked.", "It is not in force by that")
    policy.follows("What it changes, clause by clause")
    policy.sees("Against ")


def adopts(policy: Visitor) -> None:
    policy.presses("Adopt it")
    policy.presses("Adopt")
    policy.is_told("Enter an answer to “Who decided?”")
    policy.answers("From which day does it hold?", policy.today())
    policy.answers("Who decided?", "Cabinet of Exampleton")
    policy.answers("On which day was it decided?", policy.today())
    policy.answers("Where is that written?", "Minute 12")
    policy.presses("Adopt")
    policy.sees(f"{NAME} is adopted from", "Followed by another")


def an_old_case_keeps_its_edition(officer: Visitor) -> None:
    officer.signs_in_as("officer@example.org", PASSWORD)
    officer.opens("/")
    cases.opens(officer, tales.handed_in)
    officer.follows("Assessment")
    officer.sees("What is wrong", "Property and management standards")
    officer.does_not_see("Shared houses in Exampleton")


def a_new_application_uses_it(ada: Visitor) -> None:
    begins(ada, "1 Adopted Street, Exampleton")
    ada.follows("The house")
    ada.follows("What the application asks and about the house")
    ada.answers("How many people live in the house, children and babies included?", "5")
    ada.presses("Save and come back later")
    ada.opens(ada.page.url.removeprefix(ada.watch.address).partition("/house/")[0] + "/look/")
    ada.is_at("What an officer would find")
    ada.sees("Shared houses in Exampleton", "A house holds no more than 4 people.")
