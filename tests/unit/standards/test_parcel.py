"""An edition as it is handed in: its files or an archive of them, and all that is refused before a byte is put anywhere."""

import io
import zipfile
from pathlib import Path

import pytest

from fanlight.facts.files import Refused
from fanlight.standards import parcel
from fanlight.standards.library import Library

HEAD = b"edition: town/2027-04\ntitle: Standards of a town\nin_force: {from: 2027-04-01}\n"


def archive(names: dict[str, bytes], folder: str = "") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        if folder:
            packed.mkdir(folder)
        for name, content in names.items():
            packed.writestr(f"{folder}{name}", content)
    return made.getvalue()


def refusals(*given: tuple[str, bytes]) -> list[str]:
    with pytest.raises(Refused) as refusal:
        parcel.read(given, council="town")
    return [str(each) for each in refusal.value.problems]


def test_an_edition_is_known_by_its_head_and_laid_out_as_a_library_finds_it(tmp_path: Path) -> None:
    read = parcel.read([("edition.yaml", HEAD + b"builds_on: town/2026-04\n"), ("inventory.csv", b"row,kind\n")], council="town")
    assert (read.edition, read.title, read.builds_on) == ("town/2027-04", "Standards of a town", "town/2026-04")
    folder = read.lay_out(tmp_path)
    assert Library((tmp_path,)).editions() == {"town/2027-04": folder}
    assert (folder / "inventory.csv").read_text(encoding="utf-8") == "row,kind\n"


@pytest.mark.parametrize("folder", ["", "2027-04/", "a/b/"])
def test_an_archive_is_opened_whatever_folder_it_is_of(folder: str) -> None:
    read = parcel.read([("town.zip", archive({"edition.yaml": HEAD, "clauses.yaml": b""}, folder))], council="town")
    assert set(read.files) == {"edition.yaml", "clauses.yaml"} and read.builds_on == ""


def test_a_mark_at_the_beginning_of_a_text_is_left_out() -> None:
    assert parcel.read([("edition.yaml", b"\xef\xbb\xbf" + HEAD)], council="town").files["edition.yaml"] == HEAD.decode()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ((), "edition.yaml: is not among the files: it is the head of an edition"),
        ((("edition.yaml", b"title: T\n"),), "edition.yaml:1: the head has no 'edition:'"),
        ((("edition.yaml", HEAD + b"titel: T\n"),), "edition.yaml:4: 'titel' has no meaning here; did you mean 'title'?"),
        (
            (("edition.yaml", HEAD.replace(b"town/", b"city/")),),
            "'city/2027-04' is no edition of this council: its name begins with 'town/'",
        ),
        ((("edition.yaml", HEAD.replace(b"/2027-04", b"/../x")),), "'town/../x' is no name for an edition"),
        ((("edition.yaml", HEAD.replace(b"/2027-04", b"")),), "'town' is no name for an edition"),
        ((("edition.yaml", HEAD), ("a/edition.yaml", HEAD)), "edition.yaml: is given twice"),
        ((("../edition.yaml", HEAD),), "../edition.yaml: has a place of its own"),
        ((("/edition.yaml", HEAD),), "/edition.yaml: has a place of its own"),
        ((("a\\edition.yaml", HEAD),), "a\\edition.yaml: has a place of its own"),
        ((("", HEAD),), ": has a place of its own"),
        ((("Edition.YAML", HEAD),), "Edition.YAML: is no file of an edition"),
        ((("edition.yaml", HEAD), ("clauses.yaml", b"\xff")), "clauses.yaml: is no text in UTF-8"),
        ((("edition.yaml", HEAD), ("clauses.yaml", b"a: \0")), "clauses.yaml: is no text in UTF-8"),
        ((("edition.yaml", b"x" * 2_000_001),), "edition.yaml: the file is larger than 2,000,000 bytes"),
        (tuple((f"a{each}.yaml", b"") for each in range(101)), "is one too many: an edition has at most 100 files"),
        (tuple((f"a{each}.yaml", b"x" * 2_000_000) for each in range(5)), "is too much"),
        ((("town.zip", b"PK\x03\x04"),), "town.zip: cannot be opened as an archive"),
        ((("town.zip", archive({f"a{each}.yaml": b"" for each in range(201)})),), "town.zip: holds too much"),
        ((("town.zip", archive({"../../edition.yaml": HEAD})),), "../../edition.yaml: has a place of its own"),
        ((("town.zip", archive({"edition.yaml": b"0" * 30_000_000})),), "edition.yaml: the file is larger than 2,000,000 bytes"),
    ],
)
def test_what_is_no_edition_is_refused_with_the_remedy(given: tuple[tuple[str, bytes], ...], says: str) -> None:
    assert says in "\n".join(refusals(*given))
