"""The one client of all live sources: patience, pace, limits and honest errors.

It speaks to the source's own host only, never prints a query, a header or a key, and gives up
with an error that says whether asking again can help.
"""

import logging
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import stamina
from pyrate_limiter import Duration, Limiter, Rate

from connectors.live import tls
from connectors.live.address import LOOPBACK, check_url, origin, shown
from connectors.live.exchange import Answer, Ask, Params
from connectors.live.manners import Manners
from connectors.live.order import Order
from connectors.live.tls import TlsOptions
from connectors.live.verdict import AskAgain, judge, reason, wait
from engine.errors import SettingsError, SourceChanged, SourceRefused, SourceUnavailable
from engine.register_settings import LiveSettings

__all__ = ["Answer", "Ask", "Client", "open_client"]

_BROKEN = (httpx.TransportError, httpx.DecodingError)

# Both libraries would tell addresses with their parameters, and these may hold names.
logging.getLogger("httpx").setLevel(logging.WARNING)
logging.getLogger("httpcore").setLevel(logging.WARNING)
stamina.instrumentation.set_on_retry_hooks([])


class Client:
    """Asks one source; use `open_client`, or this as a context manager.

    Args:
        source: id of the source, for errors.
        url: base address.
        live: patience and pace.
        folder: where relative paths of certificates start.
        manners: what this source wants.

    Raises:
        SettingsError: the address is not safe, or a certificate does not fit.
    """

    def __init__(
        self,
        source: str,
        url: str,
        *,
        live: LiveSettings,
        folder: Path = Path(),
        manners: Manners | None = None,
    ) -> None:
        try:
            check_url(url)
        except ValueError as error:
            raise SettingsError(f"source {source}: {error}") from error
        self.source, self.url, self.live = source, url.rstrip("/"), live
        self.manners = manners or Manners()
        self._origin = origin(self.url)
        rate = Rate(self.manners.per_second or live.requests_per_second, Duration.SECOND)
        self._limiter = Limiter(rate)
        self._http = httpx.Client(
            verify=tls.context(self.manners.tls, folder),
            timeout=live.timeout_seconds,
            headers={"user-agent": "dijkwacht", **self.manners.headers},
            limits=httpx.Limits(max_connections=live.concurrency),
            # A proxy of the network is for the outside, not for a server on this machine.
            trust_env=self._origin[1] not in LOOPBACK,
        )

    def close(self) -> None:
        """Close every connection."""
        self._limiter.close()
        self._http.close()

    def get(
        self,
        path: str,
        *,
        params: Params = (),
        headers: Mapping[str, str] | None = None,
        accept: Sequence[str] = ("json",),
        allow: Sequence[int] = (),
    ) -> Answer:
        """Ask with GET; see `Ask` for the arguments and `ask` for the errors."""
        return self.ask(Ask(path, params, accept, allow, headers or {}))

    def post(
        self,
        path: str,
        *,
        content: bytes,
        headers: Mapping[str, str] | None = None,
        accept: Sequence[str] = ("xml",),
        allow: Sequence[int] = (),
    ) -> Answer:
        """Ask with POST; see `Ask` for the arguments and `ask` for the errors."""
        return self.ask(Ask(path, (), accept, allow, headers or {}, content))

    def ask(self, ask: Ask) -> Answer:
        """Ask one question, again where that may help.

        Raises:
            SourceUnavailable: no answer after the last attempt, or no budget left.
            SourceRefused: the address lies on another host.
            SourceChanged: key refused, another status, another media type, too many bytes.
        """
        url = self._address(ask.path)
        live = self.live
        try:
            for attempt in stamina.retry_context(
                on=wait,
                attempts=live.attempts,
                timeout=None,
                wait_initial=live.first_wait_seconds,
                wait_max=live.max_wait_seconds,
                wait_jitter=live.first_wait_seconds,
            ):
                with attempt:
                    return self._attempt(url, ask)
        except AskAgain as error:
            times = f"after {live.attempts} attempts" if live.attempts > 1 else "once asked"
            what = f"{shown(url)} {error.what}, {times}: try again later"
            raise SourceUnavailable(self.source, what) from None
        raise AssertionError("the last attempt returns or raises")

    def get_many(self, asks: Iterable[Ask]) -> Iterator[tuple[Ask, Answer]]:
        """Ask many questions, some at once; answers come in the order of the questions.

        Raises:
            SourceError: as `ask`, for the first question that fails; what was not asked yet is
                not asked any more.
        """
        waiting: deque[tuple[Ask, Future[Answer]]] = deque()
        with ThreadPoolExecutor(self.live.concurrency) as pool:
            try:
                for ask in asks:
                    waiting.append((ask, pool.submit(self.ask, ask)))
                    if len(waiting) >= 2 * self.live.concurrency:
                        first, future = waiting.popleft()
                        yield first, future.result()
                while waiting:
                    first, future = waiting.popleft()
                    yield first, future.result()
            finally:
                for _, future in waiting:
                    future.cancel()

    def pages(self, ask: Ask, next_of: Callable[[Answer], str | None]) -> Iterator[Answer]:
        """Yield an answer and the pages behind it, until one says that there is no next.

        Args:
            ask: the first page.
            next_of: path or address of the next page, None at the end.

        Raises:
            SourceError: as `ask`.
            SourceChanged: a page comes back, or there is no end.
        """
        seen: set[str] = set()
        for _ in range(self.live.max_pages):
            answer = self.ask(ask)
            yield answer
            following = next_of(answer)
            if following is None:
                return
            if following in seen:
                what = f"{shown(answer.url)} points back to a page that was read already"
                raise SourceChanged(self.source, what)
            seen.add(following)
            ask = replace(ask, path=following, params=())
        what = f"{shown(answer.url)} has no end: {self.live.max_pages} pages read, and more to come"
        raise SourceChanged(self.source, what)

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _address(self, path: str) -> str:
        if "://" not in path:
            return f"{self.url}/{path.lstrip('/')}" if path else self.url
        if origin(path) != self._origin:
            what = f"it points to another host, {shown(path)}: nothing is asked there"
            raise SourceRefused(self.source, what)
        return path

    def _attempt(self, url: str, ask: Ask) -> Answer:
        self._limiter.try_acquire(self.source)
        if self.manners.spend is not None:
            self.manners.spend()
        try:
            answer = self._exchange(url, ask)
        except httpx.TimeoutException:
            raise AskAgain(f"did not answer in {self.live.timeout_seconds:g} s") from None
        except _BROKEN as error:
            raise AskAgain(f"could not be read: {reason(error)}") from None
        again = None if self.manners.retry is None else self.manners.retry(answer)
        if again is not None:
            raise AskAgain(f"answered {answer.status}: temporary", again)
        judge(ask, answer, url, self.live)
        return answer

    def _exchange(self, url: str, ask: Ask) -> Answer:
        """Send and receive, with an eye on the number of bytes."""
        own = {} if self.manners.sign is None else self.manners.sign()
        request = self._http.build_request(
            "GET" if ask.content is None else "POST",
            url,
            params=_pairs(ask.params) or None,
            headers={**own, **ask.headers},
            content=ask.content,
        )
        until = time.monotonic() + self.live.timeout_seconds
        response = self._http.send(request, stream=True)
        try:
            parts, size = [], 0
            for part in response.iter_bytes():
                parts.append(part)
                size += len(part)
                if size > self.live.max_answer_bytes:
                    what = f"{shown(url)} answers with more than {self.live.max_answer_bytes} bytes"
                    raise SourceChanged(self.source, what)
                if time.monotonic() > until:
                    raise httpx.ReadTimeout("the answer trickles in", request=request)
        finally:
            response.close()
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(self.source, str(request.url), response.status_code, headers, b"".join(parts))


@contextmanager
def open_client(
    order: Order,
    *,
    headers: Mapping[str, str] | None = None,
    sign: Callable[[], Mapping[str, str]] | None = None,
    tls: TlsOptions | None = None,
    per_second: int | None = None,
    per_month: int | None = None,
    retry: Callable[[Answer], float | None] | None = None,
) -> Iterator[Client]:
    """A client for an order's source, closed at the end.

    Args:
        order: what is asked, with the base address and the settings.
        headers: sent with every question.
        sign: gives headers anew for every attempt.
        tls: certificates.
        per_second: questions per second.
        per_month: questions per calendar month, kept over fetches; None counts without a limit.
        retry: seconds to wait before asking again because of what an answer says, or None.

    Raises:
        SettingsError: as `Client`, and when the source has no `url`.
    """
    month = order.now.strftime("%Y-%m")
    manners = Manners(
        headers or {},
        sign,
        tls,
        per_second,
        retry,
        lambda: order.copies.spend(month, per_month),
    )
    with Client(
        order.source, order.url, live=order.live, folder=order.folder, manners=manners
    ) as client:
        yield client


def _pairs(params: Params) -> list[tuple[str, str | int | float | bool | None]]:
    pairs = params.items() if isinstance(params, Mapping) else params
    return [(name, value) for name, value in pairs]
