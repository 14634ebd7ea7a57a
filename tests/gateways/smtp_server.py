"""A mail server on loopback that keeps what it acknowledged, and can be told to misbehave."""

import random
import socket
import socketserver
import ssl
import threading
import time
from dataclasses import dataclass, field
from email import message_from_bytes, policy


@dataclass
class Behaviour:
    """How the server behaves: what it answers to a verb (`RCPT`; `TEXT` is the end of a letter), and at which verbs it hangs up."""

    answers: dict[str, str] = field(default_factory=dict)
    drops: set[str] = field(default_factory=set)
    keeps_and_drops: bool = False
    slowest: float = 0.0
    certificate: ssl.SSLContext | None = None
    user: str = ""


class Session(socketserver.StreamRequestHandler):
    def handle(self):
        try:
            self._speak()
        except OSError:
            pass  # whoever called was killed, or hung up
        finally:
            if isinstance(self.connection, ssl.SSLSocket):
                self.rfile.close()
                self.wfile.close()
                self.connection.close()

    def _speak(self):
        self._say("220 loopback")
        while line := self.rfile.readline():
            verb = line.split()[0].decode().upper() if line.split() else ""
            if verb in self.server.behaviour.drops:
                return
            if verb == "QUIT":
                self._say("221 bye")
                return
            self._answer(verb, line)

    def _answer(self, verb, line):
        behaviour = self.server.behaviour
        if verb in behaviour.answers:
            self._say(behaviour.answers[verb])
        elif verb == "EHLO":
            self.server.greeted += 1
            more = ["STARTTLS"] if behaviour.certificate and not isinstance(self.connection, ssl.SSLSocket) else []
            words = ["loopback", *more, "AUTH PLAIN", "8BITMIME"]
            for word in words[:-1]:
                self._say(f"250-{word}")
            self._say(f"250 {words[-1]}")
        elif verb == "STARTTLS":
            self._say("220 go on")
            self.connection = behaviour.certificate.wrap_socket(self.connection, server_side=True)
            self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", buffering=0)
        elif verb == "DATA":
            self._take_text()
        else:
            self.server.verbs.append((verb, isinstance(self.connection, ssl.SSLSocket)))
            self._say("235 come in" if verb == "AUTH" else "250 ok")

    def _take_text(self):
        behaviour = self.server.behaviour
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return
            lines.append(line[1:] if line.startswith(b".") else line)
        time.sleep(random.uniform(0, behaviour.slowest))
        if "TEXT" in behaviour.drops:
            self.connection.shutdown(socket.SHUT_RDWR)
        elif "TEXT" in behaviour.answers:
            self._say(behaviour.answers["TEXT"])
        else:
            with self.server.lock:
                self.server.kept.append(b"".join(lines))
            if behaviour.keeps_and_drops:
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            time.sleep(random.uniform(0, behaviour.slowest))
            self._say("250 taken")

    def _say(self, words):
        self.wfile.write(f"{words}\r\n".encode())


class SmtpServer(socketserver.ThreadingTCPServer):
    """Use as a context manager; `kept` are the letters it answered for, as bytes."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, behaviour=None):
        super().__init__(("127.0.0.1", 0), Session)
        self.behaviour = behaviour or Behaviour()
        self.kept, self.verbs, self.greeted, self.lock = [], [], 0, threading.Lock()

    @property
    def port(self):
        return self.server_address[1]

    def letters(self):
        return [message_from_bytes(each, policy=policy.SMTP) for each in list(self.kept)]

    def __enter__(self):
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *exc):
        self.shutdown()
        self.server_close()
