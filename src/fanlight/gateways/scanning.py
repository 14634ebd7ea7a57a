"""Looking for viruses: the scanner a council runs, or none, which is said of each file and never taken for clean."""

import socket
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

PIECE = 64 * 1024
LONGEST_ANSWER = 4096


class ScanNotDone(Exception):
    """A scanner is set up and did not look at a file; the message says why."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What a scanner said of a file. `said` is kept with the file."""

    said: str
    is_harmful: bool = False


class Scanner(Protocol):
    """Whatever looks at files."""

    def scan(self, content: bytes) -> Scan:
        """Look at a file. Raises ScanNotDone."""


class NoScanner:
    """No scanner: every file stays `not scanned`."""

    def scan(self, content: bytes) -> Scan:
        """Say that nobody looked."""
        return Scan("not scanned")


@dataclass(frozen=True, slots=True)
class ClamAV:
    """A ClamAV daemon, spoken to by its INSTREAM command. `address` is `tcp://host:port` or `unix:///path`."""

    address: str
    seconds: float = 30

    def scan(self, content: bytes) -> Scan:
        """Send a file in pieces and read the answer."""
        try:
            with self._connected() as daemon:
                daemon.sendall(b"zINSTREAM\0")
                for start in range(0, len(content), PIECE):
                    piece = content[start : start + PIECE]
                    daemon.sendall(len(piece).to_bytes(4, "big") + piece)
                daemon.sendall(bytes(4))
                answer = _answer(daemon)
        except OSError as fault:
            raise ScanNotDone(f"the scanner at {self.address} did not answer: {fault}") from fault
        return self._read(answer)

    def _connected(self) -> socket.socket:
        parts = urlsplit(self.address)
        if parts.scheme == "unix":
            made = socket.socket(socket.AF_UNIX)
            try:
                made.settimeout(self.seconds)
                made.connect(parts.path)
            except OSError:
                made.close()
                raise
            return made
        return socket.create_connection((parts.hostname, parts.port or 3310), self.seconds)

    def _read(self, answer: str) -> Scan:
        said = answer.removeprefix("stream:").strip()
        if said == "OK":
            return Scan("clean")
        if said.endswith(" FOUND"):
            return Scan(f"found {said.removesuffix(' FOUND')}"[:40], is_harmful=True)
        raise ScanNotDone(f"the scanner at {self.address} said '{said}'")


def _answer(daemon: socket.socket) -> str:
    """What the daemon says, up to the NUL that ends it. An answer cut short is none."""
    read = b""
    while not read.endswith(b"\0"):
        piece = daemon.recv(LONGEST_ANSWER)
        if not piece or len(read) > LONGEST_ANSWER:
            raise ConnectionError("its answer was cut short")
        read += piece
    return read[:-1].decode(errors="replace")


def scanner(address: str) -> Scanner:
    """The scanner of an address; none for an empty one. Raises ValueError for an address of neither kind."""
    if not address:
        return NoScanner()
    if urlsplit(address).scheme not in ("tcp", "unix"):
        raise ValueError(f"'{address}' is no address of a scanner; write tcp://host:port or unix:///path")
    return ClamAV(address)
