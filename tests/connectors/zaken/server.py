"""A Zaken and Catalogi API on the loopback that filters and pages as the real ones do."""

import json
import re
import threading
from collections import Counter
from urllib.parse import urlencode

import jwt
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.connectors.zaken.answers import CATALOGI, ZAKEN, Answer

SECRET = "geheim-dat-niemand-mag-zien-0123456789"
PAGE = 2
_COMPARE = {"gte": lambda a, b: a >= b, "gt": lambda a, b: a > b}


class Api:
    """The API: its objects, who may see what, and what was asked.

    Attributes:
        forbidden: paths that are answered with 403.
        next_host: host of the next page, when it is not its own.
        expands: True when it fills `_expand`.
        failing: how many questions are answered with 503 first.
    """

    def __init__(self, server: HTTPServer, *objects: Answer) -> None:
        self.server = server
        self.objects = [self._local(o) for o in objects]
        self.forbidden: set[str] = set()
        self.next_host = ""
        self.expands = False
        self.failing = 0
        self.asked: list[Request] = []
        self.tokens: list[str] = []
        self._lock = threading.Lock()
        server.expect_request(re.compile(".*")).respond_with_handler(self.answer)

    @property
    def url(self) -> str:
        """Its address."""
        return self.server.url_for("").rstrip("/")

    def put(self, *objects: Answer) -> None:
        """Add objects, or replace those of the same address."""
        for changed in map(self._local, objects):
            self.objects = [o for o in self.objects if o["url"] != changed["url"]] + [changed]

    def remove(self, number: str) -> None:
        """Take a case away."""
        self.objects = [o for o in self.objects if not str(o["url"]).endswith(f"/zaken/{number}")]

    def paths(self) -> Counter[str]:
        """How often each path was asked."""
        return Counter(request.path for request in self.asked)

    def answer(self, request: Request) -> Response:
        """Answer one question."""
        with self._lock:
            self.asked.append(request)
            self.tokens.append(request.headers.get("Authorization", "").removeprefix("Bearer "))
            if self.failing:
                self.failing -= 1
                return Response("{}", 503, content_type="application/json")
        try:
            jwt.decode(self.tokens[-1], SECRET, algorithms=["HS256"], options={"verify_iat": False})
        except jwt.InvalidTokenError:
            return _fault(401)
        if request.path in self.forbidden:
            return _fault(403)
        return self._find(request)

    def _find(self, request: Request) -> Response:
        path = f"{self.url}{request.path}"
        one = next((o for o in self.objects if o["url"] == path), None)
        if one is not None:
            return _json(self._expanded(one, request))
        known = [o for o in self.objects if str(o["url"]).rpartition("/")[0] == path]
        found = [o for o in known if self._matches(o, request)]
        if path.endswith("zaakeigenschappen"):
            return _json(found)
        if not known and "/zaken/" in request.path.removeprefix("/zaken/api/v1"):
            return _fault(404)
        return _json(self._page(found, request))

    def _matches(self, body: Answer, request: Request) -> bool:
        for key, value in request.args.items():
            name, _, test = key.partition("__")
            if name not in body or (name == "identificatie" and not value):
                continue
            own = body[name]
            if test == "isnull":
                if (own is None) != (value == "true"):
                    return False
            elif test:
                if own is None or not _COMPARE[test](str(own), value):
                    return False
            elif str(own) != value:
                return False
        return True

    def _page(self, found: list[Answer], request: Request) -> Answer:
        number = int(request.args.get("page", "1"))
        start = (number - 1) * PAGE
        host = self.next_host or self.url
        query = {**request.args.to_dict(), "page": str(number + 1)}
        following = f"{host}{request.path}?{urlencode(query)}"
        return {
            "count": len(found),
            "next": following if start + PAGE < len(found) else None,
            "previous": "x" if number > 1 else None,
            "results": [self._expanded(o, request) for o in found[start : start + PAGE]],
        }

    def _expanded(self, body: Answer, request: Request) -> Answer:
        if not self.expands or "expand" not in request.args or "startdatum" not in body:
            return body
        inside: Answer = {}
        for name, part in (("rollen", "rollen"), ("zaakobjecten", "zaakobjecten"),
                           ("eigenschappen", "zaakeigenschappen")):  # fmt: skip
            inside[name] = [o for o in self.objects if self._is_part(o, part, body)]
        results = [o for o in self.objects if self._is_part(o, "resultaten", body)]
        return {**body, "_expand": {**inside, "resultaat": results[0] if results else None}}

    def _is_part(self, other: Answer, collection: str, case: Answer) -> bool:
        return f"/{collection}/" in str(other["url"]) and other.get("zaak") == case["url"]

    def _local(self, body: Answer) -> Answer:
        text = json.dumps(body)
        text = text.replace(ZAKEN, f"{self.url}/zaken/api/v1")
        found: Answer = json.loads(text.replace(CATALOGI, f"{self.url}/catalogi/api/v1"))
        return found


def _json(body: object) -> Response:
    return Response(json.dumps(body), content_type="application/json")


def _fault(status: int) -> Response:
    body = {"type": "x", "code": "y", "title": "z", "status": status, "detail": "", "instance": ""}
    return Response(json.dumps(body), status, content_type="application/problem+json")
