"""Why a clause stays open that no missing fact would settle, in a sentence."""

from collections.abc import Sequence

from fanlight.assessment.finding import Finding
from fanlight.standards.edition import Edition
from fanlight.standards.nodes import FAR


def why_open(group: Sequence[Finding], edition: Edition) -> str:
    """What else keeps a clause open than facts that are missing; empty where there is nothing else."""
    left = edition.left_open.intersection(group[0].clause.readings)
    if left:
        return f"The council has left the reading of this text to an officer ({', '.join(sorted(left))})."
    settled = [finding for finding in group if not finding.missing]
    if any(abs(end) >= FAR for finding in settled for one in finding.measures for end in one.required):
        return "The standard gives no figure for this case, so an officer decides."
    if settled:
        return "What was seen leaves it open, so an officer decides."
    return ""
