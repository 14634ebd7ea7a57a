"""Requests, files and editions that nobody should take: each is refused clearly, none breaks the service, nothing is half written."""

import argparse
import json
import random
import socket
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote

from stress import editions
from stress.serving import TOKEN, UNANSWERED, Browser, Service, serving

AT_ONCE = 4
SIGNS = "\x00\ud7ff\u202e'\"<>%&;|`$(){}[]\\/..~\t\r\n\x7fé漢😀"
HUGE = (10**6, 2**31, 2**63, 10**19, 10**40, -1)
Sent = tuple[str, int]
"""What was sent, in a word or two, and the status that answered it; 0 is a connection that was closed without a word."""


def measure(name: str, folder: Path, given: argparse.Namespace) -> dict[str, Any]:
    """Send them all. `is_met` says that each was a 4xx and that no row and no file is another than before."""
    editions_tried = given.requests // 5
    with tempfile.TemporaryDirectory() as drafts:
        told = editions.tried(Path(drafts), editions_tried, given.seed)
    with serving(name, folder, cases=min(given.cases, 100), officers=2) as service:
        policy, council = Browser(service.port, service.held["policy"]), service.held["council"]
        taken, _ = editions.load(policy, council, editions.sound())  # so that the others are refused for their own faults
        before = json.loads(service.run("stress.rows", "whole"))
        answered = _answered(service, given, given.requests - editions_tried)
        faults = [] if taken == 302 else [f"a sound edition: {taken}"]
        faults += told.faults + editions.not_refused(policy, council, told.faulty)
        after = json.loads(service.run("stress.rows", "whole"))
    wrong = ((*sent, count) for sent, count in sorted(answered.items()) if not 400 <= sent[1] < 500)
    faults += [f"{what}: {state or 'no answer'}, {count} times" for what, state, count in wrong]
    faults += [f"{table} was {before[table]} and is {after[table]}" for table in before if before[table] != after[table]]
    kinds: Counter[str] = Counter()
    for (what, _), count in answered.items():
        kinds[what] += count
    print(f"\n{name}: {sum(kinds.values())} malformed requests and files, seed {given.seed}: {len(faults)} faults")
    print(f"  {editions_tried} editions: {told.refused} refused, {len(told.faulty)} of them by the page too, {told.sound} still sound")
    print("  " + "; ".join(f"{what} {count} ({_states(answered, what)})" for what, count in sorted(kinds.items())))
    print("".join(f"  {fault}\n" for fault in faults[:20]), end="")
    by_page = len(told.faulty)
    return {"database": name, "kinds": kinds, "editions": told.refused, "by_page": by_page, "faults": faults, "is_met": not faults}


def _answered(service: Service, given: argparse.Namespace, count: int) -> Counter[Sent]:
    """Send so many, several at once."""
    sent: list[list[Sent]] = [[] for _ in range(AT_ONCE)]
    senders = [
        Thread(target=_send, args=(service, f"{given.seed} {number}", -(-count // AT_ONCE), each)) for number, each in enumerate(sent)
    ]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    return Counter(one for each in sent for one in each)


def _states(answered: Counter[Sent], what: str) -> str:
    return ", ".join(str(state) for kind, state in sorted(answered) if kind == what)


def _send(service: Service, seed: str, count: int, sent: list[Sent]) -> None:
    chance = random.Random(seed)
    ways = (_raw, _address, _number, _query, _form, _file, _body, _wrong_method, _without_token)
    for place in range(count):
        what = ways[place % len(ways)]
        try:
            sent.append((what.__name__.strip("_").replace("_", " "), what(service, chance)))
        except UNANSWERED as fault:
            sent.append((f"{what.__name__.strip('_')} ({type(fault).__name__})", 0))


def _noise(chance: random.Random, most: int = 40) -> str:
    return "".join(
        chance.choice(SIGNS) if chance.random() < 0.5 else chr(chance.randrange(33, 0x250)) for _ in range(chance.randrange(1, most))
    )


def _officer(service: Service) -> tuple[Browser, str]:
    case = f"/c/{service.held['council']}/cases/{service.held['references'][0]}/"
    return Browser(service.port, service.held["sessions"][0]), case


def _applicant(service: Service) -> tuple[Browser, str]:
    who = service.held["applicants"][0]
    return Browser(service.port, who["session"]), f"/apply/{service.held['council']}/{who['references'][0]}/"


def _raw(service: Service, chance: random.Random) -> int:
    """Bytes that are no request of HTTP."""
    head = b"Host: localhost\r\nConnection: close\r\n"
    said: Callable[[], bytes] = chance.choice((
        lambda: b"G\x01T / HTTP/1.1\r\n" + head + b"\r\n",
        lambda: b"GET / HTTP/9.x\r\n" + head + b"\r\n",
        lambda: b"GET / HTTP/1.1\r\n" + head + b"Bad Header : x\r\n\r\n",
        lambda: b"GET / HTTP/1.1\r\n" + head + b"X: " + b"y" * 9000 + b"\r\n\r\n",
        lambda: b"GET /" + b"z" * 5000 + b" HTTP/1.1\r\n" + head + b"\r\n",
        lambda: b"POST /check/ HTTP/1.1\r\n" + head + b"Content-Length: -5\r\n\r\n",
        lambda: b"POST /check/ HTTP/1.1\r\n" + head + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        lambda: b"GET / HTTP/1.1\r\n" + head + b"".join(b"H%d: v\r\n" % number for number in range(200)) + b"\r\n",
        lambda: bytes(chance.randrange(256) for _ in range(chance.randrange(20, 200))).replace(b"\n", b"") + b"\r\n\r\n",
    ))  # fmt: skip
    with socket.create_connection(("127.0.0.1", service.port), 30) as line:
        line.sendall(said())
        with line.makefile("rb") as read:
            answer = read.readline()
    return int(answer.split()[1]) if answer.startswith(b"HTTP/") else 0


def _address(service: Service, chance: random.Random) -> int:
    """An address that leads nowhere."""
    browser, case = chance.choice((_officer, _applicant))(service)
    at = chance.choice((case, "/register/exampleton/licences/", "/check/", "/colours/", f"{case}files/", "/account/confirm-email/", "/../"))
    return browser.get(at + "no" + quote(_noise(chance), safe="%") + "/" if chance.random() < 0.7 else at + "%ff%fe%00nowhere")[0]


def _number(service: Service, chance: random.Random) -> int:
    """A number that no row can have."""
    browser, case = _officer(service)
    where = chance.choice(
        ("papers/{}/", "files/{}/", "inspections/{}/", "representations/{}/", "conditions/{}/meet/", "changes/{}/", "suitability/{}/")
    )
    return browser.get(case + where.format(chance.choice(HUGE)))[0]


def _query(service: Service, chance: random.Random) -> int:
    """A question with a character that ends a text, or with nothing that could be a licence number."""
    browser = Browser(service.port)
    if chance.random() < 0.5:
        return browser.get(f"/register/exampleton/?words={quote(_noise(chance))}%00")[0]
    return browser.get(f"/register/check.json?{chance.choice(('', 'number=', 'numbers=1', 'number=%20%20'))}")[0]


def _form(service: Service, chance: random.Random) -> int:
    """A form with choices that it does not offer, days that are none, and texts that are too long or empty."""
    browser, case = _applicant(service)
    if chance.random() < 0.5:
        browser, case = _officer(service)
        return browser.post(f"{case}note/", {chance.choice(("words", "nothing")): " " * chance.randrange(5)})[0]
    said = {
        "change": _noise(chance),
        "on-day": str(chance.choice(HUGE)),
        "on-month": _noise(chance, 4),
        "on-year": "\u0660",
        "said": "x" * 6000,
    }
    return browser.post(f"{case}report/", {key: value for key, value in said.items() if chance.random() < 0.9})[0]


KINDS = ("plan", "photograph", "gas safety record", _noise(random.Random(1)))
BEGINNINGS = (
    b"",
    b"%PDF-1.7\n",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff\xe0\x00\x10JFIF",
    b"<svg onload=alert(1)>",
    b"PK\x03\x04",
    b"MZ",
    b"GIF89a",
    b"<?php ",
)


def _file(service: Service, chance: random.Random) -> int:
    """A file cut short, of another kind than its name says, or of two kinds at once."""
    browser, case = _applicant(service)
    content = chance.choice(BEGINNINGS) + bytes(chance.randrange(256) for _ in range(chance.randrange(0, 400))) + chance.choice(BEGINNINGS)
    name = chance.choice(("plan.pdf", "photo.jpg", "a.png", "..%2f..%2fetc", "x.svg", "long" * 60 + ".pdf"))
    return browser.give(f"{case}files/", {"kind": chance.choice(KINDS)}, "uploads", [(name, content)])[0]


def _body(service: Service, chance: random.Random) -> int:
    """A body with too many fields, too many files, too much, or not in the shape that it says."""
    browser, case = _applicant(service)
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    body, headers = chance.choice((
        (b"&".join(b"a%d=1" % number for number in range(2100)), form),
        (b"said=" + b"x" * (6 * 1024 * 1024), form),
        (b"nothing of a form", {"Content-Type": "multipart/form-data"}),
        (b"--other\r\n\r\n", {"Content-Type": "multipart/form-data; boundary=" + "b" * 300}),
        (b"said=%00&csrfmiddlewaretoken=" + TOKEN.encode(), form),
    ))  # fmt: skip
    return browser.ask("POST", f"{case}report/", body, headers)[0]


def _wrong_method(service: Service, chance: random.Random) -> int:
    """A method that a page does not know."""
    browser, _ = _officer(service)
    return browser.ask(chance.choice(("POST", "PUT", "DELETE", "PATCH")), chance.choice(("/health", "/ready")), b"")[0]


def _without_token(service: Service, chance: random.Random) -> int:
    """A form that another site sends in somebody's name."""
    browser, case = _officer(service)
    token = chance.choice(("", "y" * 32, _noise(chance)))
    body = f"words=stolen&csrfmiddlewaretoken={quote(token)}".encode(errors="replace")
    return browser.ask("POST", f"{case}note/", body, {"Content-Type": "application/x-www-form-urlencoded"})[0]
