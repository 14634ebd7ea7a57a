"""A server of HTTP on loopback for stand-ins of other systems: it keeps what it was asked, and can be told to misbehave."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self._do()

    def do_POST(self):
        self._do()

    def log_message(self, *about):
        """Nothing is printed."""

    def _do(self):
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        fake = self.server.fake
        fake.asked.append((self.command, parts.path, dict(self.headers), raw))
        fault = next((each for each in fake.faults if each[0] in f"{self.command} {parts.path}"), None)
        if fault:
            fake.faults.remove(fault)
        kind = fault[1] if fault else None
        if kind == "drop":
            self.close_connection = True
            return
        if isinstance(kind, tuple):
            self._say(*kind)
            return
        with fake.lock:
            code, body = fake.answer(self, self.command, parts.path, query, raw)
        if kind == "done and drop":
            self.close_connection = True
            return
        if kind == "slow":
            time.sleep(fake.slow)
        self._say(code, body)

    def _say(self, code, body):
        headers = {}
        if code in (301, 302):
            headers, body = {"Location": body}, b""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(code)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(raw)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)


class FakeServer:
    """Speaks for another system. `faults` are pairs of a word of the request and what goes wrong, each once:
    `drop` hangs up before it does anything, `done and drop` after it, `slow` answers late, and a pair (code, body) is that answer."""

    slow = 1.0

    def __init__(self):
        self.asked, self.faults, self.lock = [], [], threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads, self._server.fake = True, self
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *about):
        self._server.shutdown()
        self._server.server_close()
