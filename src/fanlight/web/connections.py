"""The councils' own connections to other systems, from the environment; each name ends in the council's, `FANLIGHT_PAY_KEY_EXAMPLETON`."""

import os
import re
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from fanlight.gateways import govuk_pay
from fanlight.gateways import notify as govuk_notify
from fanlight.gateways.govuk_pay import GovUkPay
from fanlight.gateways.notify import KeyInvalid, Notify, Templates
from fanlight.web import environ


def of_councils(prefix: str) -> dict[str, str]:
    """What is set under names that begin with a prefix, by the slug of the council that follows it."""
    found = {name.removeprefix(prefix): word.strip() for name, word in os.environ.items() if name.startswith(prefix)}
    return {name.lower().replace("_", "-"): word for name, word in sorted(found.items()) if word and re.fullmatch(r"[A-Z0-9_]+", name)}


def pay() -> dict[str, GovUkPay]:
    """GOV.UK Pay with each council's key."""
    address = _secure("FANLIGHT_PAY_URL", os.environ.get("FANLIGHT_PAY_URL", govuk_pay.ADDRESS))
    return {slug: GovUkPay(key, address) for slug, key in of_councils("FANLIGHT_PAY_KEY_").items()}


def notify() -> dict[str, Notify]:
    """GOV.UK Notify with each council's key and templates. Raises ImproperlyConfigured for what is no key, and for what lacks one."""
    address = _secure("FANLIGHT_NOTIFY_URL", os.environ.get("FANLIGHT_NOTIFY_URL", govuk_notify.ADDRESS))
    keys, files = of_councils("FANLIGHT_NOTIFY_KEY_"), of_councils("FANLIGHT_NOTIFY_MAIL_WITH_FILE_")
    plain = {slug: word for slug, word in of_councils("FANLIGHT_NOTIFY_MAIL_").items() if not slug.startswith("with-file-")}
    for slug in {*plain, *files, *of_councils("FANLIGHT_NOTIFY_LETTERS_")} - set(keys):
        raise ImproperlyConfigured(f"FANLIGHT_NOTIFY_KEY_{_name(slug)} is not set, and other settings of GOV.UK Notify for it are")
    for slug in set(plain) ^ set(files):
        raise ImproperlyConfigured(
            f"set both FANLIGHT_NOTIFY_MAIL_{_name(slug)} and FANLIGHT_NOTIFY_MAIL_WITH_FILE_{_name(slug)}, or neither"
        )
    return {slug: _notify(slug, key, Templates(plain.get(slug, ""), files.get(slug, "")), address) for slug, key in keys.items()}


def _notify(slug: str, key: str, templates: Templates, address: str) -> Notify:
    try:
        return Notify(key, templates, address=address)
    except KeyInvalid as fault:
        raise ImproperlyConfigured(f"FANLIGHT_NOTIFY_KEY_{_name(slug)}: {fault}") from fault


def posted_by_notify() -> frozenset[str]:
    """The councils whose letters GOV.UK Notify prints and posts."""
    return frozenset(slug for slug in of_councils("FANLIGHT_NOTIFY_LETTERS_") if environ.yes(f"FANLIGHT_NOTIFY_LETTERS_{_name(slug)}"))


def oidc() -> list[dict[str, Any]]:
    """The providers by which staff sign in, as the library takes them: a council's own, or `service` for all of them.

    Raises ImproperlyConfigured for one that is not whole, or that is not reached by HTTPS.
    """
    issuers, clients, keys = (of_councils(f"FANLIGHT_OIDC_{each}_") for each in ("ISSUER", "CLIENT", "SECRET"))
    names, classes = of_councils("FANLIGHT_OIDC_NAME_"), of_councils("FANLIGHT_OIDC_ACR_")
    found = []
    for slug in sorted({*issuers, *clients, *keys}):
        for name, held in (("ISSUER", issuers), ("CLIENT", clients), ("SECRET", keys)):
            if slug not in held:
                raise ImproperlyConfigured(f"FANLIGHT_OIDC_{name}_{_name(slug)} is not set, and other settings of that provider are")
        more = {"server_url": _secure(f"FANLIGHT_OIDC_ISSUER_{_name(slug)}", issuers[slug]), "acr": classes.get(slug, "").split()}
        shown = names.get(slug, f"Sign in with {slug.replace('-', ' ').title()}")[:40]
        found.append({"provider_id": slug, "name": shown, "client_id": clients[slug], "secret": keys[slug], "settings": more})
    return found


def _secure(name: str, address: str) -> str:
    """An address to which secrets are sent: HTTPS, or this machine alone. Raises ImproperlyConfigured."""
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "localhost"):
        raise ImproperlyConfigured(f"{name} is '{address}'; write an address that begins with https://")
    return address


def form_targets() -> list[str]:
    """The other sites to which a form of the service may lead: where people pay, and where staff sign in."""
    pages = environ.words("FANLIGHT_PAY_PAGES", "https://*.payments.service.gov.uk") if pay() else []
    issuers = [urlsplit(each["settings"]["server_url"]) for each in oidc()]
    return [*pages, *dict.fromkeys(f"{each.scheme}://{each.netloc}" for each in issuers), *environ.words("FANLIGHT_OIDC_PAGES")]


def _name(slug: str) -> str:
    return slug.upper().replace("-", "_")
