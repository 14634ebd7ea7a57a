"""A council's own colours as a small stylesheet of its own, refused where its text could not be read."""

import re

LEAST_CONTRAST = 4.5
"""What WCAG 2.2 asks of text at level AA (success criterion 1.4.3)."""

Colour = tuple[int, int, int]


class ColourUnfit(ValueError):
    """A colour that cannot be used; the message says why and what would do."""


def council_css(primary: str, text: str = "#ffffff") -> str:
    """The stylesheet that gives the pages a council's colours: `primary` behind its name, `text` for the name. Both are like `#1d70b8`.

    A primary on which white can be read is also the colour of banners and rules. Raises ColourUnfit.
    """
    behind, letters = _read(primary), _read(text)
    ratio = contrast(behind, letters)
    if ratio < LEAST_CONTRAST:
        near = _written(nearest(behind, letters))
        raise ColourUnfit(
            f"{text} on {primary} has a contrast of {_shown(ratio)} to 1, and at least {LEAST_CONTRAST} is needed; "
            f"the nearest colour on which it can be read is {near}"
        )
    rows = [f"--fanlight-primary: {_written(behind)}", f"--fanlight-on-primary: {_written(letters)}"]
    if contrast(behind, (255, 255, 255)) >= LEAST_CONTRAST:
        rows.append(f"--govuk-brand-colour: {_written(behind)}")
    return ":root {\n" + "".join(f"  {row};\n" for row in rows) + "}\n"


def contrast(one: Colour, other: Colour) -> float:
    """The contrast of two colours, from 1 (none) to 21 (black on white), as WCAG 2.2 defines it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def nearest(behind: Colour, letters: Colour) -> Colour:
    """The colour closest to `behind`, made darker or lighter, on which `letters` can be read."""
    # Black or white always does: no colour is within 4.5 to 1 of both.
    found = ((step, colour) for step in range(256) for end in (0, 255) if _reads(colour := _towards(behind, end, step), letters))
    return next(found)[1]


def _reads(behind: Colour, letters: Colour) -> bool:
    return contrast(behind, letters) >= LEAST_CONTRAST


def _towards(colour: Colour, end: int, step: int) -> Colour:
    red, green, blue = (part + round((end - part) * step / 255) for part in colour)
    return red, green, blue


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def _shown(ratio: float) -> str:
    # Cut, not rounded: 4.499 must not read as the 4.50 that would do.
    return f"{int(ratio * 100) / 100:.2f}"


def _read(text: str) -> Colour:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise ColourUnfit(f"'{text}' is not a colour; write a # and six digits from 0 to f, for example #1d70b8")
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def _written(colour: Colour) -> str:
    return "#" + "".join(f"{part:02x}" for part in colour)
