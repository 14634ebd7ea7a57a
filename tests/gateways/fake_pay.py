"""A stand-in for GOV.UK Pay on loopback that speaks its API as published: payments, references, states, refunds and errors."""

import json

from tests.gateways.http_server import FakeServer

KEY = "api_live_secret_of_pay_0123456789"
MESSAGES = {"P0010": "Payment method rejected", "P0020": "Payment expired", "P0030": "Payment was cancelled by the user",
            "P0040": "Payment was cancelled by the service"}  # fmt: skip


class FakePay(FakeServer):
    def __init__(self):
        super().__init__()
        self.payments, self.by_key, self.lag = {}, {}, 0

    def answer(self, handler, method, path, query, raw):
        if handler.headers.get("Authorization") != f"Bearer {KEY}":
            return 401, {"code": "P0900", "description": "Not authorised"}
        parts = path.strip("/").split("/")
        said = json.loads(raw) if raw else {}
        if parts[:2] != ["v1", "payments"]:
            return 404, {"code": "P0404", "description": "Not found"}
        if len(parts) == 2:
            return self._made(said, handler.headers.get("Idempotency-Key")) if method == "POST" else self._listed(query)
        found = self.payments.get(parts[2])
        if found is None:
            return 404, {"code": "P0200", "description": "Not found"}
        if len(parts) == 3:
            return 200, self._shown(found)
        return self._cancel(found) if parts[3] == "cancel" else self._refund(found, said)

    def _made(self, said, key):
        if not 1 <= said["amount"] <= 10_000_000 or len(said["reference"]) > 255:
            return 422, {"field": "amount", "code": "P0102", "description": "Invalid attribute value: amount"}
        if key in self.by_key:
            held = self.payments[self.by_key[key]]
            if any(held[name] != said[name] for name in said):
                return 409, {"code": "P0191", "description": "The Idempotency-Key was used for another payment"}
            return 200, self._shown(held)
        number = f"pay{len(self.payments) + 1}"
        self.payments[number] = {**said, "payment_id": number, "state": {"status": "created", "finished": False}, "given": 0}
        if key:
            self.by_key[key] = number
        return 201, self._shown(self.payments[number])

    def _listed(self, query):
        # As the real one, the search may lag behind, and shows no address at which a payment goes on.
        newest = [each for each in self.payments.values() if each["reference"].lower() == query["reference"].lower()][::-1]
        return 200, {"results": [{**self._shown(each), "_links": {}} for each in newest[self.lag :]], "total": len(newest)}

    def _shown(self, held):
        paid = held["state"]["status"] == "success"
        left = held["amount"] - held["given"] if paid else 0
        summary = {
            "status": "available" if left else "full" if paid else "pending",
            "amount_available": left,
            "amount_submitted": held["given"],
        }
        links = {} if held["state"]["finished"] else {"next_url": {"href": f"{self.address}/secure/{held['payment_id']}", "method": "GET"}}
        return {**{name: value for name, value in held.items() if name != "given"}, "refund_summary": summary, "_links": links}

    def _cancel(self, held):
        if held["state"]["finished"]:
            return 400, {"code": "P0501", "description": "Cancellation of payment failed"}
        if held["state"]["status"] == "submitted":
            return 409, {"code": "P0502", "description": "Cancellation of payment failed"}
        self.ends(held["payment_id"], "cancelled", "P0040")
        return 200, {}

    def _refund(self, held, said):
        left = self._shown(held)["refund_summary"]["amount_available"]
        if said["refund_amount_available"] != left:
            return 412, {"code": "P0604", "description": "Refund amount available mismatch."}
        if not 0 < said["amount"] <= left:
            return 400, {"code": "P0603", "description": "The payment is not available for refund"}
        held["given"] += said["amount"]
        return 202, {"refund_id": "r1", "amount": said["amount"], "status": "submitted"}

    def pays(self, address):
        """What a payer does at the address they were led to."""
        self.payments[address.rpartition("/")[2]]["state"] = {"status": "success", "finished": True}

    def ends(self, number, word, code):
        self.payments[number]["state"] = {"status": word, "finished": True, "message": MESSAGES[code], "code": code}
