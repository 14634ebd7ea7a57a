"""What else the demonstration shows: a drawn photograph of a visit, a paper of the fire authority, and what the two authorities agreed."""

from datetime import datetime
from io import BytesIO

from PIL import Image, ImageDraw

from fanlight.casework.actions import fire_arrangement, fire_papers, inspections, uploads
from fanlight.casework.actions.fire_arrangement import Agreed, Entering
from fanlight.casework.actions.inspections import Picture
from fanlight.casework.actions.uploads import Given
from fanlight.casework.contents import Kind
from fanlight.casework.demo.telling import Cast, Telling
from fanlight.casework.models import FireArrangement, FireRecord, Inspection

SIZE = (640, 480)
WALL, DOOR, METAL = "#c9d3d8", "#7a4a2b", "#d8b34a"
LEADS = {
    "single-home": "council", "hmo": "council", "self-contained-flats": "council", "mixed-use": "fire authority",
    "sheltered-housing": "fire authority", "hostel": "fire authority",
}  # fmt: skip
AGREED = Agreed(LEADS, council_contact="The private sector housing team", fire_contact="Fire safety, Siren Street")


def drawing(title: str) -> bytes:
    """A drawing of a door with a title, as a photograph would come: nothing of it was ever in front of a camera."""
    picture = Image.new("RGB", SIZE, WALL)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((230, 90, 410, 440), fill=DOOR, outline="black", width=4)
    draw.rectangle((260, 120, 380, 230), outline="black", width=3)
    draw.ellipse((380, 270, 400, 290), fill=METAL)
    draw.rectangle((300, 84, 360, 98), fill=METAL)
    draw.text((20, 20), f"Invented: {title}", fill="black", font_size=24)
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=80)
    return kept.getvalue()


def photograph(story: Telling, visit: Inspection, day: int = 20) -> None:
    """A photograph of the visit."""
    picture = Picture("front-door.jpg", drawing("the front door"), "A drawing of a brown door with a closer above it", "house")
    with uploads.intake() as into:
        inspections.photograph(visit, picture, by=story.officer, at=story.at(day), into=into)


def fire_paper(story: Telling, record: FireRecord, day: int = 11) -> None:
    """A paper that the fire officer adds to what they were asked."""
    given = Given(Kind.PHOTOGRAPH, "kitchen-door.jpg", drawing("the kitchen door"))
    with uploads.intake() as into:
        fire_papers.give(record, given, by=story.cast.fire_officer, at=story.at(day), into=into)


def arrangement(cast: Cast, at: datetime) -> FireArrangement | None:
    """What council and fire authority agreed, where nothing is agreed yet. It leaves the days for an answer to the council's practice."""
    if FireArrangement.objects.filter(council=cast.council).exists():
        return None
    said = {"both-agreed": "Both signed it on the day of this entry (invented)."}
    return fire_arrangement.enter(cast.council, Entering("agree", said, AGREED), by=cast.officers[0], at=at)
