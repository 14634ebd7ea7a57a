"""The photographs of an inspection as a letter shows them: by place, with the findings on it, each with words that stand in for it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from fanlight.assessment.finding import Verdict
from fanlight.documents.letters.letter import Block, Heading, Paragraph, Picture
from fanlight.documents.letters.matters import Found, Inspection, Photograph
from fanlight.documents.letters.placeholders import shown
from fanlight.documents.wording import VERDICTS

NOT_MET = VERDICTS[Verdict.NOT_MET][1]
UNDESCRIBED = "no description given"


def by_place(inspection: Inspection) -> tuple[Block, ...]:
    """Every photograph under its place, the places in the order of the findings; one that cannot be shown is told of with the reason."""
    numbered = list(enumerate(inspection.photographs, start=1))
    places = dict.fromkeys([each.where for each in inspection.findings] + [each.where for each in inspection.photographs])
    return tuple(
        block
        for place in places
        if (here := [(number, each) for number, each in numbered if each.where == place])
        for block in _place(place, here, inspection.findings)
    )


def _place(place: str, here: Sequence[tuple[int, Photograph]], findings: Sequence[Found]) -> Iterator[Block]:
    yield Heading(place, depth=3)
    wrong = [number for number, each in enumerate(findings, start=1) if each.where == place and each.verdict == NOT_MET]
    if wrong:
        yield Paragraph(f"What was found here not to be met has the number{'s' if len(wrong) > 1 else ''} {_ranges(wrong)} above.")
    for number, each in here:
        yield _block(number, each)


def _block(number: int, each: Photograph) -> Block:
    caption = f"Photograph {number}: {each.shows or UNDESCRIBED}"
    if not each.content:
        return Paragraph(f"{caption}. It is not shown here: {each.lacks}.")
    return Picture(each.content, each.width, each.height, _alternative(each), caption)


def _alternative(each: Photograph) -> str:
    of = f"Photograph of {each.where}, {shown(each.taken_on)}"
    return f"{of}: {each.shows}" if each.shows else f"{of}, {UNDESCRIBED}"


def _ranges(numbers: Sequence[int]) -> str:
    """Numbers that rise, those in a row drawn together: `1, 4 to 6, 9`."""
    starts = [numbers[0], *(later for earlier, later in pairwise(numbers) if later != earlier + 1)]
    ends = [*(earlier for earlier, later in pairwise(numbers) if later != earlier + 1), numbers[-1]]
    return ", ".join(f"{start} to {end}" if start != end else str(start) for start, end in zip(starts, ends, strict=True))
