"""The demonstration shows nothing as found that its own cases do not bear out."""

import pytest
from django.core.management import call_command

from fanlight.casework import needs, particulars
from fanlight.casework.demo import tales
from fanlight.casework.models import Case, NeedRecorded, Weighing
from fanlight.casework.queries import cases
from fanlight.licensing.procedure import Standing

pytestmark = pytest.mark.django_db
FIT = ("holder-fit", "manager-fit")
SHOWN = 1 + [tale for tale, _, _ in tales.TALES].index(tales.proposed)


def test_what_an_officer_of_the_demonstration_found_is_so(settings, capsys):
    settings.IS_DEMO = True
    call_command("demo", cases=SHOWN)
    assert f"ready with {SHOWN} houses" in capsys.readouterr().out
    whole = {row.case_id for row in NeedRecorded.objects.filter(need="form-complete", standing=Standing.MET)}
    assert len(whole) == SHOWN - 3, "the form that is filled in, the one handed in and the one that lacks something are not whole"
    for case in Case.objects.filter(table="application"):
        assert (particulars.missing(case) == ()) is (case.pk in whole), case.state
    assert not NeedRecorded.objects.filter(need__in=FIT).exists()
    case = Case.objects.get(state="grant proposed")
    stood = needs.among(case, FIT, cases.today())
    assert [stood[need].standing for need in FIT] == [Standing.MET, Standing.MET]
    assert Weighing.objects.filter(party__case=case).count() == len(FIT)
