"""The words of a council's own copy of its document, for showing beside a finding; none are shipped, and none are made up."""

from collections.abc import Mapping

Passages = Mapping[tuple[str, str], str]
"""The words of the document by edition and clause, from the copy a council has loaded."""

NONE: Passages = {}
