"""A letter says in plain words what whoever receives it is to the house."""

import pytest

from fanlight.casework.notices.serving import _capacity

SAYS = {
    ("applicant (Sch 5 para 1)",): "the applicant",
    ("applicant (s.1)", "proposed licence holder (s.2)"): "the applicant and proposed licence holder",
    (
        "applicant (s.1)",
        "licence holder (s.2)",
        "person managing, a relevant person (s.3)",
    ): "the applicant, licence holder and person managing",
    ("owner, a relevant person (s.3)",): "an owner",
    ("applicant (s.1)", "owner, a relevant person (s.3)", "owner, a relevant person (s.4)"): "the applicant and an owner",
    ("mortgagee, a relevant person (s.3)", "long leaseholder, a relevant person (s.3)"): "a mortgagee and a long leaseholder",
}


@pytest.mark.parametrize("because", SAYS)
def test_what_somebody_is_reads_as_a_sentence_and_each_thing_is_said_once(because):
    assert _capacity(because) == SAYS[because]
