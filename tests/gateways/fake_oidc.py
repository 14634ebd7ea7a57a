"""A provider of OpenID Connect on loopback: discovery, authorize, token with proof of the code (PKCE), keys, and userinfo."""

import base64
import hashlib
import json
import time
import uuid
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.gateways.http_server import FakeServer

CLIENT, SECRET = "fanlight-at-exampleton", "the client's own secret 0123456789"
KEYS = [rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2)]


class FakeProvider(FakeServer):
    """`says` changes what the signed answer says (None leaves it out); `key`, `kid` and `algorithm` how it is signed."""

    def __init__(self):
        super().__init__()
        self.codes, self.says, self.key, self.kid, self.algorithm = {}, {}, KEYS[0], "k1", "RS256"
        self.person = {"sub": "person-1", "email": "olu.officer@example.org", "email_verified": True}
        self.userinfo, self.issuer, self.is_signed = {}, self.address, True

    def answer(self, handler, method, path, query, raw):
        if path == "/.well-known/openid-configuration":
            ends = {f"{name}_endpoint": f"{self.address}/{name}" for name in ("authorization", "token", "userinfo")}
            return 200, {"issuer": self.issuer, **ends, "jwks_uri": f"{self.address}/keys",
                         "token_endpoint_auth_methods_supported": ["client_secret_basic"]}  # fmt: skip
        if path == "/authorization":
            return self._authorize(query)
        if path == "/token":
            return self._token(handler, dict(parse_qsl(raw.decode())))
        if path == "/keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEYS[0].public_key()))
            return 200, {"keys": [{**public, "kid": "k1", "alg": "RS256", "use": "sig"}]}
        if path == "/userinfo":
            return (200, self.userinfo) if handler.headers.get("Authorization") == "Bearer access-1" else (401, {})
        return 404, {}

    def _authorize(self, query):
        assert (query["response_type"], query["client_id"], query["code_challenge_method"]) == ("code", CLIENT, "S256")
        code = uuid.uuid4().hex
        self.codes[code] = query
        return 302, f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def _token(self, handler, said):
        given = base64.b64decode(handler.headers.get("Authorization", "").removeprefix("Basic ")).decode()
        asked = self.codes.pop(said.get("code"), None)
        if given != f"{CLIENT}:{SECRET}" or asked is None or said["redirect_uri"] != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        proof = base64.urlsafe_b64encode(hashlib.sha256(said["code_verifier"].encode()).digest()).decode().rstrip("=")
        if proof != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"], **self.person, **self.says}
        claims = {name: value for name, value in claims.items() if value is not None}
        signed = jwt.encode(claims, self.key, algorithm=self.algorithm, headers={"kid": self.kid})
        return 200, {
            "access_token": "access-1",
            "token_type": "Bearer",
            "expires_in": 300,
            **({"id_token": signed} if self.is_signed else {}),
        }


def scope_of(address):
    """What an address of `authorize` asks."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
