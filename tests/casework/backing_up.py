"""Run by a test as a process of its own on a database of its own: `python backing_up.py back_up DIR`, after making what it asks for."""

import sys

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from fanlight.casework import recording  # noqa: E402
from fanlight.casework.models import Council, Message  # noqa: E402
from fanlight.gateways.storage import Storage  # noqa: E402


def fill():
    call_command("migrate", verbosity=0)
    council = Council.objects.create(slug="exampleton", name="Exampleton")
    name = Storage(settings.UPLOADS).keep(b"a plan of the house")
    for number in range(50):
        recording.write("tried", council=council, by=None, at=timezone.now(), about={"number": number, "file": name})


def tell():
    council = Council.objects.get()
    files = [path.read_bytes().decode() for path in sorted(settings.UPLOADS.rglob("*")) if path.is_file()]
    print(council.last_event, council.last_digest, Message.objects.count(), files)


def change():
    council = Council.objects.get()
    recording.write("later", council=council, by=None, at=timezone.now(), about={})
    Storage(settings.UPLOADS).keep(b"another")


if __name__ == "__main__":
    {"fill": fill, "tell": tell, "change": change}[sys.argv[1]]()
