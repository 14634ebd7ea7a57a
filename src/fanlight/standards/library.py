"""Where standards are kept, and finding an edition by its name: `birmingham/2018-11`, or `birmingham` for the one in force on a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fanlight.facts import files
from fanlight.facts.files import Problem, Refused, Written, nearest
from fanlight.standards import readings, stored
from fanlight.standards.dates import day
from fanlight.standards.edition import Edition
from fanlight.standards.written import digest_of, edition_files

HEAD = "edition.yaml"
PACKAGE = Path(__file__).resolve().parent.parent


def shipped() -> list[Path]:
    """The folders of standards that come with Fanlight: in the source tree, or inside the installed package."""
    tree = PACKAGE.parent.parent
    inside = PACKAGE / "_data"
    base = inside if inside.is_dir() else tree
    return [base / "law", base / "councils"]


@dataclass(frozen=True)
class Library:
    """Standards found in some folders, each holding one folder a council."""

    folders: tuple[Path, ...]

    @classmethod
    def standard(cls, more: Sequence[Path] = ()) -> "Library":
        """The shipped standards and any folders of a council's own."""
        return cls((*shipped(), *more))

    def editions(self) -> dict[str, Path]:
        """Every edition's folder by its id, council/date."""
        found: dict[str, Path] = {}
        for base in self.folders:
            for head in sorted(base.resolve().glob("*/editions/*/edition.yaml")):
                found[f"{head.parents[2].name}/{head.parent.name}"] = head.parent
        return found

    def of_councils(self) -> dict[str, Path]:
        """As `editions`, without the law of nations that comes with Fanlight."""
        law = shipped()[0].resolve()
        return {name: folder for name, folder in self.editions().items() if law not in folder.parents}

    def folder(self, edition: str) -> Path:
        """The folder of an edition. Raises Refused for an unknown id."""
        known = self.editions()
        if edition not in known:
            raise Refused([Problem(edition, 0, f"no such edition{nearest(edition, known)}; known: {', '.join(known)}")])
        return known[edition]

    def read(self, edition: str) -> Edition:
        """The edition of that id, read and checked. Raises Refused."""
        folder = self.folder(edition)
        key = self._digest(edition)
        kept = stored.recall(key)
        if isinstance(kept, Edition):
            return kept
        from fanlight.standards.reader import read_edition  # the parser is loaded only where a file has to be read

        read = read_edition(folder, root=folder.parents[3], find=self.folder, choices=self.choices(edition))
        stored.keep(key, read)
        return read

    def draft(self, name: str, on: date, settings: Mapping[str, str] | None = None) -> Edition:
        """An edition by its name, or a draft by its folder or the head in it; `settings` are other figures for it. Raises Refused."""
        path = Path(name)
        folder, root = path.parent if path.name == HEAD else path, Path()
        if not (folder / HEAD).is_file():
            edition = self.named(name, on)
            if not settings:
                return self.read(edition)
            folder = self.folder(edition)
            root = folder.parents[3]
        from fanlight.standards.reader import read_edition

        head = files.read(folder / HEAD).get("edition")
        choices = self.choices(head.text) if head else {}
        return read_edition(folder, root=root, find=self.folder, choices=choices, settings=settings)

    def choices(self, edition: str) -> dict[str, Written]:
        """The council's own choices of readings, from every folder that holds some; a later folder wins."""
        chosen: dict[str, Written] = {}
        for path in self._choice_files(edition):
            chosen.update(readings.read_choices(path, edition))
        return chosen

    def _choice_files(self, edition: str) -> list[Path]:
        council = edition.partition("/")[0]
        return [base / council / readings.FILE for base in self.folders if (base / council / readings.FILE).is_file()]

    def _digest(self, edition: str) -> str:
        """The digest of an edition's files, of those of the edition it builds on, and of the council's choices."""
        folder = self.folder(edition)
        older = self._head(edition).get("builds_on")
        folders = [folder] if older is None else [folder, self.folder(older.text)]
        digests = [f"{each} {digest_of(edition_files(each), each)}" for each in folders]
        return " ".join([*digests, *(digest_of([path], path.parent) for path in self._choice_files(edition))])

    def named(self, name: str, on: date) -> str:
        """The id meant by a name: an id itself, or a council's edition in force on a day. Raises Refused."""
        known = self.editions()
        if name in known or "/" in name:
            self.folder(name)
            return name
        starts = {edition: self._starts(edition) for edition in known if edition.partition("/")[0] == name}
        if not starts:
            councils = {edition.partition("/")[0] for edition in known}
            raise Refused([Problem(name, 0, f"no such council{nearest(name, councils)}; known: {', '.join(sorted(councils))}")])
        begun = [(start, edition) for edition, start in starts.items() if start is None or start <= on]
        if not begun:
            first = ", ".join(f"{edition} from {start}" for edition, start in starts.items())
            raise Refused([Problem(name, 0, f"no edition of {name} was in force on {on}: {first}")])
        return max(begun, key=lambda pair: (pair[0] or date.min, pair[1]))[1]

    def _head(self, edition: str) -> Written:
        folder = self.folder(edition)
        return files.read(folder / "edition.yaml", str((folder / "edition.yaml").relative_to(folder.parents[3])))

    def _starts(self, edition: str) -> date | None:
        return self.period(edition)[0]

    def title(self, edition: str) -> str:
        """What an edition is called."""
        title = self._head(edition).get("title")
        return title.text if title else ""

    def period(self, edition: str) -> tuple[date | None, date | None]:
        """The first day on which an edition is in force, and the first on which it no longer is; None where its head names none."""
        in_force = self._head(edition).get("in_force")
        return (day(in_force.get("from")), day(in_force.get("until"))) if in_force else (None, None)

    def beside(self, edition: str) -> tuple[str, ...]:
        """The national editions an edition says it is assessed beside."""
        listed = self._head(edition).get("beside")
        return tuple(item.text for item in listed.items) if listed else ()

    def has_begun(self, edition: str, on: date) -> bool:
        """Whether an edition's first day is on or before a day."""
        start = self._starts(edition)
        return start is None or start <= on

    def in_force(self, edition: str, on: date) -> bool:
        """Whether an edition is in force on a day; `until` is the first day it no longer is."""
        end = self.period(edition)[1]
        return self.has_begun(edition, on) and (end is None or on < end)
