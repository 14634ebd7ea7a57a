"""What `script/bench service` does to the database itself: `python -m stress.rows fill|found|whole ...`, in the service's environment."""

import hashlib
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

APPLICANTS = 10
MINE = 12
"""Cases of one applicant."""


def fill(cases: int, officers: int, to: Path) -> None:
    """Invented cases, officers and a policy officer signed in, and applicants signed in who have some of the cases."""
    from benchmarks import filling
    from fanlight.casework.models import Case, Council, Membership

    held = filling.main(cases, officers, to)
    policy = _account("Policy Officer")
    council = Council.objects.get(slug=held["council"])
    Membership.objects.create(account=policy, council=council, role="policy officer", from_on=date(2020, 1, 1))
    held |= {"policy": filling.signed_in(policy), "applicants": []}
    for number in range(APPLICANTS):
        account = _account(f"Applicant {number}")
        theirs = held["references"][number * MINE : (number + 1) * MINE]
        Case.objects.filter(reference__in=theirs).update(applicant=account)
        if theirs:
            held["applicants"].append({"session": filling.signed_in(account), "references": theirs})
    to.write_text(json.dumps(held), encoding="utf-8")


def _account(name: str) -> Any:
    from fanlight.casework.models import Account

    account = Account(email=f"{name.lower().replace(' ', '-')}@bench.example.org", name=name)
    account.set_unusable_password()
    account.save()
    return account


def found(acknowledged: Path) -> dict[str, Any]:
    """What is missing of the texts that were acknowledged, where each message stands, and what is wrong with the record."""
    from datetime import timedelta

    from django.conf import settings
    from django.utils import timezone

    from fanlight.casework.models import ChangeReported, Council, Event, Message, Note
    from fanlight.casework.queries import outbox, record
    from fanlight.gateways.mail import message_id

    kept = dict(Note.objects.values_list("words", "pk")) | dict(ChangeReported.objects.values_list("words", "pk"))
    events = Event.objects.filter(kind__in=("note written", "change reported")).values_list("kind", "about")
    recorded = {(kind, json.loads(about)["note" if kind == "note written" else "report"]) for kind, about in events}
    missing = []
    for kind, text in json.loads(acknowledged.read_text(encoding="utf-8")):
        number = kept.get(text)
        if number is None or (kind, number) not in recorded:
            missing.append(text)
        if kind == "change reported" and number is not None and not Message.objects.filter(key=f"change {number}").exists():
            missing.append(f"the message of {text}")
    late = timezone.now() + outbox.LEASE + timedelta(days=1)
    sender = settings.DEFAULT_FROM_EMAIL
    stands = {message_id(each.key, sender): str(outbox.standing_of(each, late)) for each in Message.objects.all()}
    faults = [proof.fault for council in Council.objects.all() if (proof := record.prove(council)).fault]
    return {"missing": missing, "stands": stands, "faults": faults}


def whole() -> dict[str, Any]:
    """Every table of casework but that of sessions: how many rows, and a digest of all of them; and how many files are kept."""
    from django.apps import apps
    from django.conf import settings

    told: dict[str, Any] = {}
    for model in sorted(apps.get_app_config("casework").get_models(), key=lambda each: each._meta.db_table):
        if model._meta.model_name == "signedin":  # noted when a session is first used, by whatever
            continue
        summed, count = hashlib.sha256(), 0
        for row in model._default_manager.order_by("pk").values_list().iterator():
            values = (bytes(each).hex() if isinstance(each, memoryview | bytes) else str(each) for each in row)
            summed.update("\x1f".join(values).encode() + b"\x1e")
            count += 1
        told[model._meta.db_table] = [count, summed.hexdigest()]
    told["files"] = sum(1 for path in Path(settings.UPLOADS).rglob("*") if path.is_file())
    return told


def main(words: list[str]) -> None:
    """Do one of the three."""
    import django

    django.setup()
    if words[0] == "fill":
        fill(int(words[1]), int(words[2]), Path(words[3]))
    else:
        print(json.dumps(found(Path(words[1])) if words[0] == "found" else whole()))


if __name__ == "__main__":
    main(sys.argv[1:])
