"""What the columns of a published HMO register hold, told from their headings, which differ from council to council."""

import re

RULES = (
    ("", r"\bmisread\b|\braw\b"),
    (
        "people",
        r"holder|manager|manag(?:ing|ement)|agent|landlord|applicant|owner|control|contact|telephone|phone|e ?mail|\bname\b|director",
    ),
    ("uprn", r"\buprn\b"),
    ("postcode", r"\bpost ?codes?\b|\bpostode\b|\bpcode\b"),
    ("ward", r"\bward\b"),
    ("", r"draft|per household|floor area|room sizes?|\bunits?\b|conditions?|summary"),
    ("end", r"expir|\bends?\b|renewal|\buntil\b|valid to\b"),
    ("first_start", r"\bfirst licen"),
    ("storeys", r"\bstor(?:e?y|eys|ies|ie)\b|\b(?:no|number|of|hmo)\b.*\bfloors\b|^floors$"),
    ("households", r"household"),
    ("sleeping_rooms", r"sleeping|bed ?rooms?\b|^beds$"),
    ("living_rooms", r"living (?:rooms?|accommodation rooms?)|rooms?.*living|lounges?"),
    ("shared_wcs", r"shared.*(?:\bwcs?\b|toilets?)|(?:\bwcs?\b|toilets?).*shared"),
    ("wcs", r"\bw ?cs?\b|toilets?"),
    ("bathrooms", r"bath|shower|en ?suite"),
    ("kitchens", r"kitchens?\b(?!.*sink)"),
    ("sinks", r"\bsinks?\b|basins?"),
    ("persons", r"[o0]ccup|persons?\b|people|tenants|number permitted|permitted number"),
    ("description", r"descri|categor|\btype\b|kind of|converted"),
    ("number", r"(?:licen[cs]e|case|application|flare|register|hmo).*(?:\bno\b|number|\bref|\bid\b)|^(?:ref|reference|id|number)\b"),
    ("issued", r"issue|date issed|granted|date of (?:the )?licen|licen[cs]e date"),
    ("start", r"commenc|start|valid from|\bfrom\b"),
    ("address", r"address|location|propert|premises|^house$|^hmo$"),
)


def plain(heading: str) -> str:
    """A heading as lower-case words: `MaxPersons` and `MAX_PERSONS` are `max persons`."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    return " ".join(re.sub(r"[^a-z0-9]+", " ", spaced.lower()).split())


def meaning(heading: str) -> str:
    """What a column holds; empty for what is not known, or of no use to a survey."""
    words = plain(heading)
    return next((holds for holds, pattern in RULES if re.search(pattern, words)), "")
