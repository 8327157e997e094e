"""An https address to an answer: redirects, a second try, and what is refused, each with its reason."""

from __future__ import annotations

import contextlib
import re
import ssl
import zlib
from time import sleep
from typing import NamedTuple
from urllib.parse import urljoin

from trustlint.resources.address import RefusedAddress, WebAddress, parse_address
from trustlint.resources.answer import Answer, present
from trustlint.resources.connection import Deadline, Response, TooLarge, ask, tls_context
from trustlint.resources.hosts import OnlyLoopback, Resolve, Unreachable, addresses_of, system_resolve
from trustlint.resources.limits import MOST_REDIRECTS, Form

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FOR_NOW = frozenset({500, 502, 503, 504})
"""What a server says of itself that may be otherwise in a moment."""
_PAUSE = 0.5
_EXPIRED, _NOT_YET, _OTHER_NAME, _OTHER_IP = 10, 9, 62, 64
"""Codes of OpenSSL for what is wrong with a certificate (``X509_V_ERR_…``)."""
_MAX_AGE = re.compile(r"\bmax-age\s*=\s*\"?([0-9]{1,9})\b")
_LONGEST_TAG = 500


class _Refused(Exception):  # noqa: N818 - the answer, not a fault
    """Why there is no resource."""

    def __init__(self, reason: str, is_gone: bool = False) -> None:
        super().__init__(reason)
        self.is_gone = is_gone


class Fetch(NamedTuple):
    """How addresses are asked for. resolve: names to IP addresses; for_tests: ask this machine only, see OnlyLoopback;
    seconds: instead of those of the form."""

    resolve: Resolve = system_resolve
    for_tests: OnlyLoopback | None = None
    seconds: float | None = None

    def answer(self, web: WebAddress, form: Form, known: Answer | None = None) -> Answer:
        """Ask for an address. Raises nothing.

        known: an earlier answer, to be renewed: when the server says that it still holds, it is given again, with the time
        of now. A refusal has ``keep`` unset.
        """
        asking = _Asking(self, form, known)
        answer = Answer(str(web), form.name, present(), keep=False)
        try:
            return asking.followed(web)._replace(address=str(web))
        except _Refused as refused:
            return answer._replace(reason=str(refused), is_gone=refused.is_gone)
        except Unreachable as refused:
            return answer._replace(reason=str(refused), is_unreachable=True)
        except TimeoutError:
            reason = f"did not answer within {asking.deadline.seconds:g} seconds; try again later"
            return answer._replace(reason=reason, is_unreachable=True)


class _Asking:
    """One question, with all that is asked on the way."""

    def __init__(self, fetch: Fetch, form: Form, known: Answer | None) -> None:
        self._fetch = fetch
        self._form = form
        self._known = known
        self._context = tls_context(fetch.for_tests)
        self.deadline = Deadline(form.seconds if fetch.seconds is None else fetch.seconds)

    def followed(self, web: WebAddress) -> Answer:
        """The answer behind all redirects."""
        for number in range(MOST_REDIRECTS + 1):
            try:
                response = self._asked(web)
            except RefusedAddress as refused:
                raise _Refused(f"leads on to {web}, which {refused}" if number else str(refused)) from None
            if response.status not in _REDIRECTS:
                return self._judged(web, response)
            web = _next(web, response)
        raise _Refused(f"leads on to another address more than {MOST_REDIRECTS} times; use the last address")

    def _asked(self, web: WebAddress) -> Response:
        try:
            response = self._asked_once(web)
            if response.status not in _FOR_NOW:
                return response
        except Unreachable:
            if self.deadline.is_within(_PAUSE):
                raise
        sleep(min(_PAUSE, self.deadline.left()))
        return self._asked_once(web)

    def _asked_once(self, web: WebAddress) -> Response:
        # Resolved anew for every connection, and what was checked is what is connected to.
        addresses = addresses_of(web, self._fetch.resolve, self.deadline.left(), self._fetch.for_tests)
        headers = {"Accept": self._form.accept}
        if self._known is not None and self._known.last_address == str(web):
            if self._known.etag is not None:
                headers["If-None-Match"] = self._known.etag
            elif self._known.last_modified is not None:
                headers["If-Modified-Since"] = self._known.last_modified
        try:
            return ask(web, addresses, headers, self._form.max_bytes, self._context, self.deadline)
        except ssl.SSLCertVerificationError as error:
            raise _Refused(_certificate(web.host, error)) from None
        except TooLarge:
            raise self._too_large() from None

    def _judged(self, web: WebAddress, response: Response) -> Answer:
        headers = response.headers
        if response.status == 304 and self._known is not None:
            return self._known._replace(fetched=present(), max_age=_max_age(headers))
        if response.status != 200:
            raise _status(response.status)
        media_type = headers.get("content-type", "").partition(";")[0].strip().lower() or None
        if media_type is not None and not self._form.takes(media_type):
            raise _Refused(
                f"is of the type {media_type[:80]}, and {self._form.article} is expected; check the address"
            )
        return Answer(
            str(web),
            self._form.name,
            present(),
            self._unpacked(response),
            media_type,
            str(web),
            max_age=_max_age(headers),
            etag=_tag(headers.get("etag")),
            last_modified=_tag(headers.get("last-modified")),
            keep="no-store" not in headers.get("cache-control", "").lower(),
        )

    def _unpacked(self, response: Response) -> bytes:
        coding = response.headers.get("content-encoding", "identity").strip().lower()
        if coding in ("identity", ""):
            return response.content
        if coding not in ("gzip", "x-gzip"):
            raise _Refused(f"is packed as {coding[:40]}, which was not asked for; serve it as it is")
        unpacking = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
        try:
            content = unpacking.decompress(response.content, self._form.max_bytes + 1)
        except zlib.error:
            raise _Refused("is said to be packed as gzip, and is not; serve it as it is") from None
        if len(content) > self._form.max_bytes:
            raise self._too_large()
        if not unpacking.eof:
            raise _Refused("is packed as gzip and breaks off; serve it as a whole")
        return content

    def _too_large(self) -> _Refused:
        return _Refused(
            f"is larger than {self._form.max_bytes >> 20} MB, which is the most that is fetched; serve less, or give it as a file"
        )


def _next(web: WebAddress, response: Response) -> WebAddress:
    location = response.headers.get("location", "")
    with contextlib.suppress(UnicodeError):
        location = location.encode("latin-1").decode()
    if not location:
        raise _Refused("leads on to another address without saying which; use the last address")
    try:
        following = urljoin(str(web), location)
        return parse_address(following)
    except ValueError:
        raise _Refused("leads on to something that is no address; use the last address") from None
    except RefusedAddress as refused:
        raise _Refused(f"leads on to {following[:200]}, which {refused}") from None


def _status(status: int) -> _Refused:
    if status == 410:
        return _Refused("is no more there (HTTP 410): its server says that it was taken away for good", True)
    known = {
        401: "is not public (HTTP 401); make it public",
        403: "is not public, or its server does not want to be asked by programs (HTTP 403); make it public",
        404: "is not there (HTTP 404); check the address",
        429: "is not given now, as its server was asked too often (HTTP 429); try again later",
    }
    at_fault = "try again later" if status >= 500 else "check the address"
    return _Refused(known.get(status) or f"is not given by its server (HTTP {status}); {at_fault}")


def _certificate(host: str, error: ssl.SSLCertVerificationError) -> str:
    code = getattr(error, "verify_code", 0)
    if code == _EXPIRED:
        return f"cannot be fetched: the certificate of {host} has expired; it has to be renewed there"
    if code == _NOT_YET:
        return (
            f"cannot be fetched: the certificate of {host} does not hold yet; check the clock of this machine"
        )
    if code in (_OTHER_NAME, _OTHER_IP):
        return f"cannot be fetched: the certificate that {host} shows is for another name; check the address"
    return (
        f"cannot be fetched: nobody whom this machine trusts vouches for the certificate of {host}; if it should be"
        " trusted, name its certificate authority in SSL_CERT_FILE"
    )


def _max_age(headers: dict[str, str]) -> int | None:
    """Seconds that an answer may be used again, less its age already; None when that is not said."""
    control = headers.get("cache-control", "").lower()
    if "no-cache" in control or "no-store" in control:
        return 0
    found = _MAX_AGE.search(control)
    if found is None:
        return None
    age = headers.get("age", "0").strip()
    return max(0, int(found[1]) - (int(age) if re.fullmatch("[0-9]{1,9}", age) else 0))


def _tag(value: str | None) -> str | None:
    """A header that is sent back later: only what is plainly one."""
    return value if value and len(value) <= _LONGEST_TAG and value.isascii() and value.isprintable() else None
