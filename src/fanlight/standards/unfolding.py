"""How large and how deep an entry becomes once the terms and clauses it refers to are written out, and no more than any machine can run."""

from fanlight.facts.files import Refused, Written
from fanlight.standards.nodes import Node, TermOf, children, walk
from fanlight.standards.types import BadExpression

DEEPEST = 100
MOST_HELD = 4000


class Unfolding:
    """The depth of every entry read so far, and the size of every clause: a few short lines could otherwise stand for millions."""

    def __init__(self) -> None:
        self.depths: dict[str, int] = {}
        self.sizes: dict[str, int] = {}
        self.holding: list[int] = []

    def hold(self, clause_id: str) -> None:
        """The clause being read holds another one, which becomes part of it. Raises BadExpression where that is too much."""
        self.holding[-1] += self.sizes[clause_id]
        if self.holding[-1] > MOST_HELD:
            raise BadExpression(f"with holds({clause_id}) the clause has more than {MOST_HELD:,} parts; let it hold fewer clauses")

    def enter(self, name: str, entry: Written, parts: tuple[Node, ...]) -> None:
        """Note an entry that has been read. Raises Refused where it is too deep."""
        self.depths[name] = max((self._depth(part) for part in parts), default=0)
        self.sizes[name] = sum(len(walk(part)) for part in parts)
        if self.depths[name] > DEEPEST:
            raise too_deep(name, entry)

    def _depth(self, node: Node) -> int:
        below = max((self._depth(child) for child in children(node)), default=0)
        return 1 + below + (self.depths[node.path] if isinstance(node, TermOf) else 0)


def too_deep(name: str, entry: Written) -> Refused:
    """The refusal of an entry that refers to others, and they to others, and so on."""
    return entry.refused(f"'{name}' is nested deeper than {DEEPEST} with all that it refers to written out; refer to fewer terms in a row")
