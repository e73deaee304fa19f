"""The web service of the insolvency register: one question, one message, faults told apart."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field

from connectors import about
from connectors.about import Scope
from connectors.delivery import Options
from connectors.insolvencies import messages
from connectors.insolvencies.codes import Codes, Fault
from connectors.insolvencies.messages import Kind, Message, SoapFault
from connectors.insolvencies.questions import Account, Soap, Value, Writer
from connectors.insolvencies.values import Unreadable
from connectors.live.client import Answer, Ask, Client, open_client
from connectors.live.order import Order
from connectors.live.tls import TlsOptions
from engine.errors import SettingsError, SourceChanged, SourceError
from engine.register_settings import LiveSettings
from engine.sources_file import Secret, secret

NAME = "cir"
_PATH = "cir.asmx"
_FAULT_STATUS = 500
_SERVER_FAULTS = ("Server", "Receiver")

Court = Annotated[str, Field(pattern=r"^[0-9]{2}$")]
KINDS = {
    "getCase": Kind.CASE,
    "searchByDate": Kind.CASES,
    "searchModifiedSince": Kind.CASES,
    "searchRemovedSince": Kind.REMOVED,
    "GetLastUpdate": Kind.UPDATE,
}
"""What the answer to an operation holds."""
Question = tuple[str, Mapping[str, Value]]
"""Operation and its parameters."""


class CirOptions(Options):
    """What a municipality tells about its account; files need none of it.

    Attributes:
        user, password: of the account; needed to ask the register.
        soap: version of the envelope, "1.1" or "1.2".
        from_date: first day of publications that a full load asks for; needed too.
        courts: codes of the courts whose cases are kept; all of them when left out.
    """

    user: Secret | None = None
    password: Secret | None = None
    soap: Annotated[Soap, BeforeValidator(str)] = "1.1"
    from_date: date | None = None
    courts: tuple[Court, ...] = ()
    tls: TlsOptions | None = None


class Service:
    """Asks the register; use `open_service`."""

    def __init__(self, client: Client, writer: Writer, order: Order, codes: Codes) -> None:
        self._client, self._writer, self._codes = client, writer, codes
        self._source = order.source
        self._dropped = about.dropped(
            NAME, Scope.ALWAYS, Scope.COPIES, rules=order.settings.rules
        )  # nothing else ever sees an answer of the service

    def ask(self, operation: str, **parameters: Value) -> Message:
        """Ask one question.

        Raises:
            SourceError: no answer, the account is not accepted, or the answer is none of the
                register's.
        """
        [(_, message)] = self.ask_many([(operation, parameters)])
        return message

    def ask_many(self, questions: Iterable[Question]) -> Iterator[tuple[Question, Message]]:
        """Ask many questions, some at once; answers come in the order of the questions."""
        asked: deque[Question] = deque()
        for _, answer in self._client.get_many(self._asks(questions, asked)):
            question = asked.popleft()
            yield question, self._message(question[0], answer)

    def fault(self, message: Message) -> Fault | None:
        """What an exception asks of the caller; None when there is content.

        Raises:
            SourceChanged: the question was wrong, or the exception is not listed.
        """
        if message.exception is None:
            return None
        found = self._codes.faults.get(message.exception)
        if found in (None, Fault.MISTAKE, Fault.RETRY):
            what = f"the register answered exceptie {message.exception[:20]!r}"
            raise SourceChanged(self._source, f"{what} to {message.file}: it cannot go on")
        return found

    def _asks(self, questions: Iterable[Question], asked: deque[Question]) -> Iterator[Ask]:
        path = "" if self._client.url.lower().endswith(".asmx") else _PATH
        for operation, parameters in questions:
            asked.append((operation, parameters))
            yield Ask(
                path,
                accept=("xml",),
                allow=(_FAULT_STATUS,),
                headers=self._writer.headers(operation),
                content=self._writer.write(operation, parameters),
            )

    def _message(self, operation: str, answer: Answer) -> Message:
        try:
            found = messages.parse(
                answer.content, source=self._source, file=operation, dropped=self._dropped
            )
        except SoapFault as error:
            what = f"{operation}: {error}; is the account or the question accepted?"
            raise SourceChanged(self._source, what) from error
        except Unreadable as error:
            raise SourceChanged(self._source, f"{operation}: {error}") from error
        if found.exception is None and found.kind is not KINDS[operation]:
            raise SourceChanged(self._source, f"{operation} was answered with {found.kind}")
        return found


@contextmanager
def open_service(order: Order, codes: Codes) -> Iterator[Service]:
    """The register as an order's options say, closed at the end.

    Raises:
        SettingsError: an option is missing, a secret is not set, or a certificate does not fit.
    """
    options = order.options(CirOptions)
    user, password, _ = needed(options, order.source)
    account = Account(secret(user), secret(password))
    address = order.url if order.url.lower().endswith(".asmx") else f"{order.url}/{_PATH}"
    writer = Writer(options.soap, address, account, order.now)
    with open_client(order, tls=options.tls, retry=patience(order.live, codes)) as client:
        yield Service(client, writer, order, codes)


def needed(options: CirOptions, source: str) -> tuple[Secret, Secret, date]:
    """User, password and first day, without which the register cannot be asked.

    Raises:
        SettingsError: one of them is missing.
    """
    user, password, first = options.user, options.password, options.from_date
    if user is None or password is None or first is None:
        given = {"user": user, "password": password, "from_date": first}
        missing = ", ".join(name for name, value in given.items() if value is None)
        raise SettingsError(f"source {source}: options: missing to ask the register: {missing}")
    return user, password, first


def patience(live: LiveSettings, codes: Codes) -> Callable[[Answer], float | None]:
    """Seconds to wait before asking again: longer after every technical fault in a row."""
    row: int = 0

    def wait(answer: Answer) -> float | None:
        nonlocal row
        if not _is_temporary(answer, codes):
            row = 0
            return None
        row += 1
        return min(live.first_wait_seconds * float(2**row), live.max_wait_seconds)

    return wait


def _is_temporary(answer: Answer, codes: Codes) -> bool:
    """True for exception 2 and for a fault of the server itself."""
    if answer.status != _FAULT_STATUS and b"exceptie" not in answer.content:
        return False
    try:
        found = messages.parse(
            answer.content, source=answer.source, file="answer", dropped=frozenset()
        )
    except SoapFault as error:
        return error.code in _SERVER_FAULTS
    except (Unreadable, SourceError):
        return answer.status == _FAULT_STATUS
    return codes.faults.get(found.exception or "") is Fault.RETRY
