"""A stand-in for GOV.UK Notify on loopback that speaks its API as published: tokens, messages, references, states and errors."""

import base64
import json
import time
import uuid

import jwt

from tests.gateways.http_server import FakeServer

SERVICE, SECRET = "8b1e0f6a-0000-4000-8000-00000000c0de", "5ec4e700-0000-4000-8000-0000000decaf"
KEY = f"live_key-{SERVICE}-{SECRET}"
MAIL, WITH_FILE = "template-mail", "template-with-file"
ASKED_FOR = {MAIL: {"subject", "body"}, WITH_FILE: {"subject", "body", "link_to_file"}}


def wrong(code, kind, message):
    return code, {"status_code": code, "errors": [{"error": kind, "message": message}]}


class FakeNotify(FakeServer):
    def __init__(self):
        super().__init__()
        self.sent = []

    def answer(self, handler, method, path, query, raw):
        refusal = self._refusal(handler)
        if refusal:
            return wrong(403, "AuthError", refusal)
        if (method, path) == ("GET", "/v2/notifications"):
            found = [each for each in self.sent if query.get("reference") in (None, each["reference"])]
            return 200, {"notifications": found[::-1], "links": {}}
        said = json.loads(raw)
        if (method, path) == ("POST", "/v2/notifications/email"):
            return self._mail(said)
        if (method, path) == ("POST", "/v2/notifications/letter"):
            return self._letter(said)
        return wrong(404, "NotFound", "Not found")

    def _refusal(self, handler):
        kind, _, token = handler.headers.get("Authorization", "").partition(" ")
        try:
            claims = jwt.decode(token, SECRET, algorithms=["HS256"], options={"require": ["iss", "iat"]})
        except jwt.PyJWTError:
            return "Invalid token: signature, api token not found"
        if kind != "Bearer" or claims["iss"] != SERVICE:
            return "Invalid token: service not found"
        return "" if abs(time.time() - claims["iat"]) < 30 else "Error: Your system clock must be accurate to within 30 seconds"

    def _mail(self, said):
        if "@" not in said["email_address"]:
            return wrong(400, "ValidationError", "email_address Not a valid email address")
        if said["template_id"] not in ASKED_FOR:
            return wrong(400, "BadRequestError", "Template not found")
        lacking = ASKED_FOR[said["template_id"]] - set(said["personalisation"])
        if lacking:
            return wrong(400, "BadRequestError", f"Missing personalisation: {', '.join(sorted(lacking))}")
        return self._kept("email", said, "created")

    def _letter(self, said):
        if not base64.b64decode(said["content"]).startswith(b"%PDF"):
            return wrong(400, "BadRequestError", "Letter content is not a valid PDF")
        if said["postage"] not in ("first", "second", "economy"):
            return wrong(400, "ValidationError", "postage invalid. It must be first, second or economy.")
        return self._kept("letter", said, "pending-virus-check")

    def _kept(self, kind, said, state):
        # As the real one, it takes the same reference as often as it is given.
        made = {"id": str(uuid.uuid4()), "reference": said["reference"], "type": kind, "status": state, "said": said}
        self.sent.append(made)
        return 201, {"id": made["id"], "reference": said["reference"]}
