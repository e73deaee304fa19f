"""A register on the loopback: answers as the real one, from cases that a test puts in."""

from dataclasses import dataclass, field

from lxml import etree
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.connectors.insolvencies.answers import (
    SOAP_11,
    SOAP_12,
    Events,
    answer,
    case,
    exception,
    listed,
    mark,
    removed,
    updated,
)

PATH = "/cir.asmx"
USER, PASSWORD = "gemeente", "zeer&geheim"
MEDIA = {SOAP_11: "text/xml", SOAP_12: "application/soap+xml"}


@dataclass(slots=True)
class Asked:
    """One question that came in.

    Attributes:
        parameters: name -> text, a list of `string` joined by a comma.
        soap: namespace of the envelope.
        headers: local name -> text of everything in the header of the envelope.
    """

    operation: str
    parameters: dict[str, str]
    soap: str
    headers: dict[str, str]
    http: dict[str, str]


@dataclass(slots=True)
class Register:
    """What the register holds and what it was asked.

    Attributes:
        cases: number -> content of the answer to getCase.
        published: (day, court) -> marks.
        modified: marks of cases modified since the previous call.
        removed: numbers of removed cases.
        faults: operation -> exceptions to answer with first, one per question.
        narrow: (day, court) that has too many publications without a kind.
        down: marks that get no answer but 503.
        responses: what is answered first, whatever the question.
    """

    cases: dict[str, str] = field(default_factory=dict)
    published: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    modified: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    faults: dict[str, list[str]] = field(default_factory=dict)
    narrow: set[tuple[str, str]] = field(default_factory=set)
    down: set[str] = field(default_factory=set)
    responses: list[Response] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    _numbers: dict[str, str] = field(default_factory=dict)

    def add(
        self, number: str, events: Events = (("2026-10-21", "1300"),), /, **given: str
    ) -> list[str]:
        """Put a case in, or another version of it; gives the marks of its publications."""
        marks = [mark(number, code, k) for k, (_, code) in enumerate(events, start=1)]
        self.cases[number] = case(number, events, **given)
        self._numbers.update(dict.fromkeys(marks, number))
        for (day, _), one in zip(events, marks, strict=True):
            self.published.setdefault((day, given.get("court", "42")), []).append(one)
        return marks

    def serve(self, server: HTTPServer) -> str:
        """Answer at a server; gives the base address."""
        server.expect_request(PATH, method="POST").respond_with_handler(self._handle)
        return server.url_for("")

    def operations(self) -> list[str]:
        """Operations in the order asked."""
        return [asked.operation for asked in self.asked]

    def questions(self, operation: str) -> list[dict[str, str]]:
        """Parameters of every question of one operation."""
        return [asked.parameters for asked in self.asked if asked.operation == operation]

    def _handle(self, request: Request) -> Response:
        asked = _read(request)
        self.asked.append(asked)
        if self.responses:
            return self.responses.pop(0)
        if asked.parameters.get("publicationNumber") in self.down:
            return Response("down", 503)
        faults = self.faults.get(asked.operation, [])
        text = exception(faults.pop(0)) if faults else self._answer(asked)
        return Response(text.replace(SOAP_12, asked.soap), content_type=MEDIA[asked.soap])

    def _answer(self, asked: Asked) -> str:
        given = asked.parameters
        if asked.operation == "GetLastUpdate":
            return updated()
        if asked.operation == "getCase":
            number = self._numbers.get(given["publicationNumber"], "")
            found = self.cases.get(number)
            if found is None:
                return exception("1", "inspubWebserviceInsolvente")
            return answer(found, said_at="2026-10-31T06:00:00Z")
        if asked.operation == "searchRemovedSince":
            return removed(*self.removed) if self.removed else exception("1")
        if asked.operation == "searchModifiedSince":
            return listed(*self.modified) if self.modified else exception("1")
        where = given["date"][:10], given["court"]
        if where in self.narrow and given.get("pubType") != "Overig":
            return exception("1" if "pubType" in given else "3")
        marks = self.published.get(where, [])
        return listed(*marks, operation="searchByDate") if marks else exception("1")


def _read(request: Request) -> Asked:
    root = etree.fromstring(request.data)
    header, body = root
    question = body[0]
    parameters = {
        etree.QName(part).localname: part.text or ",".join(item.text or "" for item in part)
        for part in question
    }
    told = {etree.QName(part).localname: part.text or "" for part in header.iter()}
    http = {name.lower(): value for name, value in request.headers.items()}
    soap = etree.QName(root).namespace or ""
    return Asked(etree.QName(question).localname, parameters, soap, told, http)
