"""The check of a house without an account: what is asked, what is answered, what is kept nowhere, and what no request breaks."""

import re
from html import unescape
from io import BytesIO

import pikepdf
import pytest
from django.contrib.sessions.models import Session
from django.core import signing
from django.urls import reverse

from fanlight.casework.models import Adoption, Draft, Event, SurveyKept
from fanlight.web import checking
from fanlight.web.checking import COUNTING, Kept, NotOurs, Step
from tests.casework.conftest import council, invented_councils, other_council
from tests.web.officer_cases import text

__all__ = ["council", "invented_councils", "other_council"]
pytestmark = pytest.mark.django_db
AT = "/check/exampleton/"
HOUSE = {"kind": "house", "persons": "5", "households": "5"}
HMO = {
    "is_main_residence": "yes", "accommodation_has_other_use": "no", "has_rent_or_other_consideration": "yes",
    "shares_or_lacks_basic_amenity": "yes", "run_by": "none_of_these",
}  # fmt: skip
EXEMPT = dict.fromkeys(
    ("is_owner_occupied", "is_converted_by_creating_units", "is_declared_hmo", "is_converted", "is_wholly_under_tenancies",
     "has_exempt_tenancy", "is_covered_by_additional_scheme", "is_covered_by_selective_scheme"), "no",
)  # fmt: skip
ROOMS = {"bedrooms": "2", "living_rooms": "0", "kitchens": "1", "bathrooms": "1"}


@pytest.fixture
def standard(council):
    Adoption.objects.create(
        council=council, edition="birmingham/2018-11", from_on="2020-01-01", decided_by="Cabinet", decided_on="2019-12-01"
    )


def kept_in(page):
    return re.search(r'name="kept" value="([^"]*)"', page)[1]


def asked_in(page):
    found = re.findall(r'<(?:input|select)[^>]*\sname="([a-z_]+)"', page)
    return [name for name in dict.fromkeys(found) if name not in ("kept", "csrfmiddlewaretoken")]


def heading(page):
    return unescape(re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)[1])


def went(client, page, do="continue", *, status=200, **answers):
    return text(client.post(AT, {"kept": kept_in(page), "do": do, **answers}), status)


def housed(client, page, **answers):
    """The page that counts the rooms, after all that decides the licence was answered."""
    known = {**HOUSE, **HMO, **EXEMPT, "persons_besides_owner": "5", "lettings": "1", "flats": "0", **answers}
    while heading(page) in ("The house", "How is the house let?"):
        page = went(client, page, **{name: known[name] for name in asked_in(page) if name in known})
    return page


@pytest.fixture
def begun(client, council):
    return went(client, text(client.get(AT)), "ask")


def test_it_is_asked_of_the_council_in_whose_area_the_house_is(client, council, other_council):
    assert AT in text(client.get("/check/"))
    other_council.delete()
    assert client.get("/check/")["Location"] == AT


def test_what_decides_the_licence_is_asked_first_and_only_while_it_matters(client, begun, standard):
    assert asked_in(begun) == ["kind", "persons", "households"]
    after = went(client, went(client, begun, **HOUSE), lettings="1", flats="0")
    assert "is_main_residence" in asked_in(after) and "is_self_contained_flat" not in asked_in(after)
    flat = went(client, went(client, begun, kind="flat", persons="5", households="5"))
    assert "is_self_contained_flat" in asked_in(flat)
    alone = housed(client, begun, persons="2", households="1")
    assert "No</strong>, on" in alone and "Would it pass?" in alone


def test_the_answer_cites_the_law_says_what_is_unknown_what_to_change_and_the_fee(client, begun, standard):
    page = housed(client, begun)
    assert heading(page) == "How many rooms are there?"
    page = went(client, page, **ROOMS)
    assert "is_hmo" not in asked_in(page)
    while heading(page) != "Bedroom 1":
        page = went(client, page)
    assert "floor_area" in asked_in(page)
    page = went(client, page, "continue", floor_area="4", sleepers="1")
    shown = unescape(went(client, page, "answer"))
    assert "Yes</strong>, on" in shown and "SI 2018/221 art 4(a)" in shown
    assert "Not as it is" in shown and "4 m²; at least 4.64 m² is asked" in shown
    assert "What to do:" in shown and "These help most" in shown and "£" in shown
    assert "Certainly for nobody yet" in shown


def test_what_is_not_known_never_passes(client, begun, standard):
    page = went(client, begun)
    while "would it pass" not in heading(page):
        page = went(client, page)
        if heading(page) == "How many rooms are there?":
            page = went(client, page, "answer")
    assert "Cannot tell</strong>, on" in page and "<strong>Cannot tell.</strong>" in page
    assert "What is the house’s floor area" not in page
    assert "It cannot be told before the rooms are counted." in page


def test_somebody_goes_back_changes_an_answer_and_goes_on(client, begun, standard):
    second = went(client, begun, **HOUSE)
    again = went(client, second, "back")
    assert asked_in(again) == ["kind", "persons", "households"] and 'value="5"' in again
    shown = went(client, second, "answer")
    changed = went(client, shown, "change:0")
    assert 'value="5"' in changed
    fewer = went(client, changed, **HOUSE | {"persons": "2", "households": "1"})
    assert "<dd" not in fewer and asked_in(fewer) == asked_in(went(client, begun, kind="house", persons="2", households="1"))
    more = re.findall(r'name="kept" value="([^"]*)"', shown)[-1]
    assert asked_in(text(client.post(AT, {"kept": more, "do": "ask"}))) == asked_in(second)


def test_the_same_page_may_be_sent_again_by_the_back_button(client, begun):
    answer = client.post(AT, {"kept": kept_in(begun), "do": "continue", **HOUSE})
    assert answer["Cache-Control"] == "private, max-age=0, must-revalidate"
    once, twice = (went(client, begun, **HOUSE) for _ in range(2))
    assert heading(once) == heading(twice) and asked_in(once) == asked_in(twice)


def test_rooms_counted_anew_keep_what_was_said_of_those_that_stay(client, begun, standard):
    document = checking.counted({"house": {}}, {"bedrooms": 2, "living_rooms": 0, "kitchens": None, "bathrooms": 1})
    assert [room["id"] for room in document["rooms"]] == ["bedroom-1", "bedroom-2"]
    assert document["complete"] == ["bathrooms", "rooms"]
    document["rooms"][0]["floor_area"] = "9 m2"
    fewer = checking.counted(document, {"bedrooms": 1, "living_rooms": None, "kitchens": 1, "bathrooms": 1})
    assert [room["floor_area"] for room in fewer["rooms"]] == ["9 m2"]
    assert fewer["complete"] == ["bathrooms", "kitchens"]
    sealed = Kept(document, (COUNTING, Step("room", "bedroom-2", ("floor_area",))), COUNTING).sealed()
    page = text(client.post(AT, {"kept": sealed, "do": "ask"}))
    assert 'value="2"' in page
    shown = went(client, page, "continue", bedrooms="1")
    assert "bedroom-2" not in str(checking.opened(kept_in(shown)))


def test_answers_that_contradict_each_other_are_asked_again(client, begun):
    page = went(client, begun, status=422, kind="house", persons="x", households="5")
    assert "There is a problem" in page and "is not a number" in page and 'value="x"' in page
    page = went(client, begun, **HOUSE)
    assert "There is a problem" not in page


def test_it_is_kept_as_a_tagged_pdf_on_request_and_otherwise_nowhere(client, begun, standard):
    before = (Session.objects.count(), Draft.objects.count(), SurveyKept.objects.count(), Event.objects.count())
    page = went(client, housed(client, begun), **ROOMS)
    answer = client.post(AT, {"kept": kept_in(page), "do": "pdf"})
    assert (answer["Content-Type"], answer["Content-Disposition"]) == ("application/pdf", 'attachment; filename="check-of-a-house.pdf"')
    with pikepdf.open(BytesIO(answer.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked and str(pdf.Root.Lang).startswith("en")
    assert before == (Session.objects.count(), Draft.objects.count(), SurveyKept.objects.count(), Event.objects.count())
    assert "sessionid" not in client.cookies


def test_without_a_standard_or_a_table_of_fees_the_answer_says_so(client, begun, settings):
    settings.COUNCIL_FOLDERS = ()
    page = unescape(went(client, begun, "answer"))
    assert "Exampleton has adopted no standard" in page or "could not be held against the standards" in page
    assert "Exampleton has given no table of fees." in page


SIGNED = signing.dumps({"document": {}}, salt="other")
OF_OTHERS = {"none": "", "word": "x", "parts": "x:y:z", "accent": "é", "long": "a" * 300_000, "signed": SIGNED}


@pytest.mark.parametrize("kept", OF_OTHERS.values(), ids=OF_OTHERS)
@pytest.mark.parametrize("do", ["continue", "pdf", "change:0"])
def test_answers_that_this_form_did_not_write_are_refused(client, council, kept, do):
    answer = client.post(AT, {"kept": kept, "do": do})
    assert answer.status_code == 422 and b"begin again" in answer.content and b"There is a problem" in answer.content


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"do": "change:99"},
        {"do": "change:x"},
        {"do": "change:²"},
        {"do": "back"},
        {"do": "nothing"},
        {"do": "continue", "kind": "castle"},
        {"do": "continue", "persons": "9" * 500},
        {"do": "continue", "persons": "\x00"},
        {"do": "continue", "persons": ["1", "2"]},
        {"do": "continue", "kind-note": "x" * 5000},
        {"do": "continue", "households": "-1"},
        {"do": "continue", "persons-open": "at least "},
    ],
)
def test_no_malformed_answer_breaks_a_page(client, begun, sent):
    assert client.post(AT, {"kept": kept_in(begun), **sent}).status_code in (200, 400, 422)


def test_lettings_are_counted_and_no_more_flats_than_there_are(client, begun):
    page = went(client, begun, **HOUSE)
    assert heading(page) == "How is the house let?"
    assert "cannot be more self-contained flats" in went(client, page, status=422, lettings="2", flats="3")
    shown = went(client, went(client, page, lettings="3", flats="1"), "answer")
    assert 'value="3"' in went(client, shown, "change:1")
    document = checking.let({}, 3, 1)
    assert [unit["is_self_contained"] for unit in document["units"]] == ["yes", "no", "no"]
    assert checking.let(document, None, None) == {"units": [], "complete": []}


@pytest.mark.parametrize("bedrooms", ["-1", "21", "x", "1.5", "9" * 40])
def test_a_count_that_is_none_is_asked_again(client, council, bedrooms):
    sealed = Kept({}, (), COUNTING).sealed()
    page = text(client.post(AT, {"kept": sealed, "do": "continue", "bedrooms": bedrooms}), 422)
    assert "must be a whole number from 0 to 20" in page or "Null characters" in page


def test_other_ways_of_asking_are_refused(client, council):
    assert client.get("/check/nowhere/").status_code == 404
    assert client.post(reverse("check", args=["nowhere"])).status_code == 404
    with pytest.raises(NotOurs, match="too many answers"):
        checking.opened("x" * (checking.LONGEST + 1))
