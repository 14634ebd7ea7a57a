"""A council's colours are served only where its name can be read on them."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from fanlight.web.colours import LEAST_CONTRAST, ColourUnfit, contrast, council_css, nearest

parts = some.integers(0, 255)
colours = some.tuples(parts, parts, parts)


def test_black_on_white_has_the_highest_contrast_and_a_colour_on_itself_has_none() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((18, 52, 86), (18, 52, 86)) == 1


def test_a_dark_colour_serves_the_header_and_the_banners() -> None:
    css = council_css("#00703C", "#ffffff")
    assert css.splitlines() == [
        ":root {",
        "  --fanlight-primary: #00703c;",
        "  --fanlight-on-primary: #ffffff;",
        "  --govuk-brand-colour: #00703c;",
        "}",
    ]


def test_a_light_colour_with_black_letters_leaves_the_banners_as_they_are() -> None:
    css = council_css("#ffdd00", "#000000")
    assert "--fanlight-primary: #ffdd00" in css
    assert "--govuk-brand-colour" not in css


def test_letters_that_cannot_be_read_are_refused_with_the_ratio_and_the_nearest_colour() -> None:
    with pytest.raises(ColourUnfit) as refusal:
        council_css("#ff9900", "#ffffff")
    assert "a contrast of 2.14 to 1" in str(refusal.value)
    near = str(refusal.value).rsplit(" ", 1)[1]
    assert near in council_css(near, "#ffffff")


def test_a_ratio_just_below_the_limit_is_not_rounded_up_to_it() -> None:
    with pytest.raises(ColourUnfit, match=r"4\.47 to 1"):
        council_css("#777777", "#ffffff")


@pytest.mark.parametrize("words", ["", "red", "#fff", "#12345g", "#1234567", "#123456;}", "#123456\n"])
def test_what_is_no_colour_is_refused(words: str) -> None:
    with pytest.raises(ColourUnfit, match="is not a colour"):
        council_css(words)


@given(colours, colours)
def test_there_is_always_a_nearest_colour_that_can_be_read(behind: tuple[int, int, int], letters: tuple[int, int, int]) -> None:
    found = nearest(behind, letters)
    assert contrast(found, letters) >= LEAST_CONTRAST
    if contrast(behind, letters) >= LEAST_CONTRAST:
        assert found == behind
