"""Run by a test as a process of its own, on a database of its own: makes it, then starts senders and a filler as it is told by lines.

`send` and `fill COUNT PATH` start one more process and print its number; `stop` asks all senders to end and prints how they did; `tell`
prints what became of the messages. Forked from one process that has loaded everything, senders are killed soon after they begin.
"""

import json
import os
import signal
import sys
import time
import traceback

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from fanlight.casework import recording  # noqa: E402
from fanlight.casework.models import Council, Event, Message  # noqa: E402
from fanlight.casework.queries import outbox  # noqa: E402
from fanlight.casework.queries.record import prove  # noqa: E402
from fanlight.casework.recording import Post  # noqa: E402


def fill(count, path):
    """Put messages in the outbox; the transaction of every third is undone. The keys committed are written to a file."""
    council = Council.objects.get()
    with open(path, "w") as file:
        for number in range(count):
            with transaction.atomic():
                recording.send(Post(f"load {number}", "ada@example.org", "s", "b"), council=council, at=timezone.now())
                if number % 3 == 2:
                    transaction.set_rollback(True)
            if number % 3 != 2:
                print(f"load {number}", file=file, flush=True)
            time.sleep(0.002)


def tell():
    late = timezone.now() + 2 * outbox.LEASE
    stands = {message.key: str(outbox.standing_of(message, late)) for message in Message.objects.all()}
    fault = prove(Council.objects.get()).fault
    return json.dumps({"stands": stands, "recorded": Event.objects.filter(kind="message sent").count(), "fault": fault})


def forked(work):
    connections.close_all()
    number = os.fork()
    if number:
        return number
    try:
        os.close(0)
        work()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def stop(senders):
    """The statuses of the senders, each asked to end; 9 for one that was killed."""
    for number in senders:
        os.kill(number, signal.SIGTERM)
    return json.dumps([os.waitstatus_to_exitcode(os.waitpid(number, 0)[1]) for number in senders])


def obey(words, senders):
    if words[0] == "send":
        senders.append(forked(lambda: call_command("send_messages", keep_on=True, every=0.02, stdout=sys.stderr)))
        return senders[-1]
    if words[0] == "fill":
        return forked(lambda: fill(int(words[1]), words[2]))
    return stop(senders) if words[0] == "stop" else tell()


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    Council.objects.create(slug="exampleton", name="Exampleton")
    held = []
    print("ready", flush=True)
    for line in sys.stdin:
        print(obey(line.split(), held), flush=True)
