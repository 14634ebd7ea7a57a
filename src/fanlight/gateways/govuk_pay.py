"""GOV.UK Pay: payments begun, asked about, cancelled and given back, each known by our own reference."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from fanlight.gateways import asking
from fanlight.gateways.asking import Asked, AskedInVain, NoAnswer, NotAsked
from fanlight.gateways.payments import Back, NoSuchOrder, Order, Taken, TillRefused, TillSilent

ADDRESS = "https://publicapi.payments.service.gov.uk"
SUCCESS, CHANGED_MEANWHILE, CANNOT_CANCEL = "success", 412, (400, 409)
MOST_TRIES = 5
Found = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GovUkPay:
    """GOV.UK Pay with the key of one council. Nothing is kept here: what Pay knows under a reference is what counts."""

    key: str = field(repr=False)
    address: str = ADDRESS
    seconds: float = 30

    @property
    def method(self) -> str:
        """See `Till`."""
        return "card by GOV.UK Pay"

    def begin(self, order: Order) -> str:
        """See `Till`. A payment of another amount that was begun before is cancelled, so that nobody pays both."""
        known = self._known(order.reference)
        for each in known:
            if _is_paid(each):
                return order.return_url
            if not _is_over(each) and each.get("amount") == order.pence and (address := _next(each)):
                return address
            if not _is_over(each):
                self._cancel(each)
        return self._created(order, len(known))

    def received(self, reference: str) -> int:
        """See `Till`."""
        return self.taken(reference).pence

    def taken(self, reference: str) -> Taken:
        """See `Till`."""
        known = self._known(reference)
        if not known:
            raise NoSuchOrder(f"GOV.UK Pay knows no payment under '{reference}'.")
        pence = sum(_pence(each, "amount") for each in known if _is_paid(each))
        why = "" if pence else str(_state(known[0]).get("message", ""))
        return Taken(pence, all(_is_over(each) for each in known), why)

    def give_back(self, back: Back) -> None:
        """See `Till`. Pay counts what it gave back: that, and not a key of ours, keeps the same money from being given twice."""
        paid = [each for each in self._known(back.reference) if _is_paid(each)]
        if not paid:
            raise NoSuchOrder(f"GOV.UK Pay knows no payment that was made under '{back.reference}'.")
        given = sum(_pence(_summary(each), "amount_submitted") for each in paid)
        if given == back.before + back.pence:
            return
        if given != back.before:
            raise TillRefused(f"GOV.UK Pay gave back {given} pence, and {back.before} are recorded: look at both before you go on.")
        one = next((each for each in paid if _pence(_summary(each), "amount_available") >= back.pence), None)
        if one is None:
            raise TillRefused("GOV.UK Pay cannot give back so much of one payment; give back less, or pay it in another way.")
        asked = {"amount": back.pence, "refund_amount_available": _pence(_summary(one), "amount_available")}
        try:
            answer = self._ask("POST", f"/v1/payments/{one['payment_id']}/refunds", asked)
        except AskedInVain as fault:
            if fault.code == CHANGED_MEANWHILE:
                raise TillSilent("something else was given back meanwhile: look again") from fault
            raise TillRefused(str(fault)) from fault
        if answer.get("status") == "error":
            raise TillRefused("GOV.UK Pay could not give it back; see the payment there.")

    def _created(self, order: Order, tries: int) -> str:
        """The address where a new payment is paid. Where Pay holds one under the same key that is over already, the next key is used."""
        for number in range(tries, tries + MOST_TRIES):
            key = sha256(f"{order.reference}\0{order.pence}\0{number}".encode()).hexdigest()
            asked = {
                "amount": order.pence, "reference": order.reference, "description": order.says[:255], "return_url": order.return_url,
            }  # fmt: skip
            try:
                made = self._ask("POST", "/v1/payments", asked, {"Idempotency-Key": key})
            except AskedInVain as fault:
                raise TillRefused(str(fault)) from fault
            if address := _next(made):
                return address
        raise TillRefused(f"GOV.UK Pay begins no payment under '{order.reference}': look at it there.")

    def _cancel(self, found: Found) -> None:
        try:
            self._ask("POST", f"/v1/payments/{found['payment_id']}/cancel")
        except AskedInVain as fault:
            if fault.code in CANNOT_CANCEL:
                raise TillSilent("an earlier payment is being finished at this moment: look again in a minute") from fault
            raise TillRefused(str(fault)) from fault

    def _known(self, reference: str) -> Sequence[Found]:
        """The payments under a reference, the latest first, each as it stands now and not as the search last saw it."""
        try:
            listed = self._ask("GET", "/v1/payments", query={"reference": reference}).get("results")
            mine = [each for each in listed if each.get("reference") == reference] if isinstance(listed, list) else []
            return [self._ask("GET", f"/v1/payments/{each['payment_id']}") for each in mine]
        except AskedInVain as fault:
            raise TillRefused(str(fault)) from fault

    def _ask(
        self, method: str, path: str, body: Found | None = None, headers: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
    ) -> Found:  # fmt: skip
        try:
            return asking.ask(self.address, Asked(method, path, self.key, body, query, headers), seconds=self.seconds)
        except (NotAsked, NoAnswer) as fault:
            raise TillSilent(str(fault)) from fault


def _state(found: Found) -> Found:
    state = found.get("state")
    return state if isinstance(state, dict) else {}


def _is_paid(found: Found) -> bool:
    return _state(found).get("status") == SUCCESS


def _is_over(found: Found) -> bool:
    return _state(found).get("finished") is True


def _next(found: Found) -> str:
    """Where a payment that is not over goes on; empty where it does not."""
    links = found.get("_links")
    link = links.get("next_url") if isinstance(links, dict) else None
    return str(link["href"]) if isinstance(link, dict) and not _is_over(found) else ""


def _summary(found: Found) -> Found:
    summary = found.get("refund_summary")
    return summary if isinstance(summary, dict) else {}


def _pence(found: Found, name: str) -> int:
    """An amount that Pay says. Raises TillSilent for what is none: an unknown amount is never taken for nothing."""
    amount = found.get(name)
    if not isinstance(amount, int) or isinstance(amount, bool):
        raise TillSilent(f"GOV.UK Pay did not say the {name.replace('_', ' ')} of a payment")
    return amount
