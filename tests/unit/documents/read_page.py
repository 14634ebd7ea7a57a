"""A page as the tests read it: its elements in order, with what stands in them."""

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "br", "link", "img", "input", "hr"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(eq=False, repr=False)
class Element:
    tag: str
    attributes: dict[str, str]
    above: "Element | None" = None
    below: list["Element"] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.pieces).split())

    def all(self, tag: str) -> list["Element"]:
        return [each for each in self.walk() if each.tag == tag and each is not self]

    def of_class(self, name: str) -> list["Element"]:
        return [each for each in self.walk() if name in each.attributes.get("class", "").split()]

    def ids(self) -> list[str]:
        return [each.attributes["id"] for each in self.walk() if "id" in each.attributes]

    def by_id(self, name: str) -> "Element":
        return next(each for each in self.walk() if each.attributes.get("id") == name)

    def walk(self) -> list["Element"]:
        """The element and all below it, in the order of the page."""
        found, waiting = [], [self]
        while waiting:
            found.append(waiting.pop())
            waiting += reversed(found[-1].below)
        return found


class Reader(HTMLParser):
    """Builds the tree, and refuses an end that does not fit its start."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.at = Element("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs}, self.at)
        assert len(attrs) == len(made.attributes), f"an attribute stands twice in <{tag}>"
        self.at.below.append(made)
        if tag not in VOID:
            self.at = made

    def handle_endtag(self, tag: str) -> None:
        assert self.at.tag == tag, f"</{tag}> closes <{self.at.tag}>"
        assert self.at.above is not None
        self.at = self.at.above

    def handle_data(self, data: str) -> None:
        element: Element | None = self.at
        while element is not None:
            element.pieces.append(data)
            element = element.above


def read(text: str) -> Element:
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.at is reader.root, f"<{reader.at.tag}> is not closed"
    return reader.root


def faults(text: str) -> list[str]:
    """What is wrong with a page's structure; nothing where everything is in order."""
    root = read(text)
    ids = Counter(root.ids())
    elements = root.walk()
    others = [each for each in elements if not _is_own_picture(each)]
    return [
        *(f"the id {name} stands twice" for name, times in ids.items() if times > 1),
        *_headings([each for each in elements if each.tag in HEADINGS]),
        *(fault for table in root.all("table") for fault in _table(table)),
        *(f"<{each.tag}> has no place here" for each in others if each.tag in ("script", "link", "img", "iframe", "form", "object")),
        *(f"{name} in <{each.tag}>" for each in others for name in each.attributes if name.startswith("on") or name in ("src", "style")),
        *(f"#{name} leads nowhere" for name in _targets(elements) - set(ids)),
        *(f"{each.attributes['href']} leads outside" for each in root.all("a") if not each.attributes["href"].startswith("#")),
        *(f"{each.tag} is named by {name}, which is not there" for each in elements for name in _named(each) if name not in ids),
        *(f"there is more or less than one <{tag}>" for tag in ("main", "header", "footer", "nav", "title") if len(root.all(tag)) != 1),
        *("a <details> has no <summary>" for each in root.all("details") if not each.below or each.below[0].tag != "summary"),
    ]


def _is_own_picture(element: Element) -> bool:
    """A picture that the page holds itself, with words that stand in for it, and nothing more."""
    said = element.attributes
    is_held = element.tag == "img" and said.get("src", "").startswith("data:image/jpeg;base64,")
    return is_held and bool(said.get("alt", "").strip()) and set(said) == {"src", "alt", "width", "height"}


def _targets(elements: list[Element]) -> set[str]:
    return {each.attributes["href"][1:] for each in elements if each.attributes.get("href", "").startswith("#")}


def _named(element: Element) -> list[str]:
    return element.attributes.get("aria-labelledby", "").split()


def _headings(headings: list[Element]) -> list[str]:
    depths = [int(each.tag[1]) for each in headings]
    wrong = [] if depths.count(1) == 1 and depths[0] == 1 else ["there is not one <h1> at the top"]
    wrong += [
        f"'{after.text}' skips a depth"
        for before, after in zip(headings, headings[1:], strict=False)
        if after.tag > f"h{int(before.tag[1]) + 1}"
    ]
    return wrong + ["a heading is empty" for each in headings if not each.text]


def _table(table: Element) -> list[str]:
    caption = [each.text for each in table.below if each.tag == "caption"]
    wrong = [] if caption and caption[0] else ["a table has no caption"]
    wrong += [f"a heading of '{caption}' has no scope" for each in table.all("th") if each.attributes.get("scope") not in ("row", "col")]
    widths = {len(row.below) for row in table.all("tr")}
    return wrong if len(widths) == 1 else [*wrong, f"the rows of '{caption}' differ in length"]
