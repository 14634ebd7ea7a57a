"""An invented council's own edition, written for one test, with what it builds on and without."""

HEAD = """edition: {name}
title: Shared houses in Exampleton
in_force: {{from: {from_}}}
adopted: {{on: 2026-02-09, by: The council's cabinet}}
beside: [england/2018-10]
"""
PERSONS = """clauses:
- clause: "1.1/persons"
  encoded: asked
  force: must
  says: A house holds no more than {most} people.
  measure: house.persons
  at_most: {most}
  remedy: Lower the number of people.
  examples:
  - vary: house.persons
    met: [{most}]
    not_met: [{more}]
    cannot_tell: [unknown]
- clause: "1.2/alarm"
  encoded: asked
  force: must
  says: Somebody answers for the house.
  requires: house.is_hmo
  remedy: Say who answers.
  examples:
  - vary: house.is_hmo
    met: [yes]
    not_met: [no]
    cannot_tell: [unknown]
"""


def an_edition(name="exampleton/2026-03", *, from_="2026-01-01", most=4, more=None, head="", page=""):
    """The files of an edition; `more` is the number of people its example says is too many."""
    return [
        ("edition.yaml", (head or HEAD.format(name=name, from_=from_)).encode()),
        ("clauses.yaml", (page or PERSONS.format(most=most, more=more or most + 1)).encode()),
    ]
