"""What went wrong at the endpoint, in one sentence for her and one on what to do.

One table for every status, code and wording that compatible servers use. Knows nothing of
the SDK, and lets no key and no raw page into a message.
"""

import re
from dataclasses import dataclass

from coach.errors import EngineError, EngineTrouble

_CONTEXT = re.compile(
    r"context.{0,60}(length|window|size|limit|overflow|exceed)|(exceed|overflow|longer).{0,60}context"
    r"|prompt is too long|too many (input )?tokens|maximum.{0,20}tokens",
    re.IGNORECASE,
)
_QUOTA = re.compile(
    r"insufficient[_ ](quota|balance|credit|funds)|billing|exceeded your current quota|out of credits",
    re.IGNORECASE,
)
_FILTER = re.compile(r"content[_ ](filter|policy|management)|flagged|safety system", re.IGNORECASE)
_NO_MODEL = re.compile(r"model", re.IGNORECASE)
_SECRET = re.compile(r"\b(sk|gsk|xai|or|key|AIza)[-_][^\s'\",}]{4,}|bearer\s+\S+", re.IGNORECASE)

RETRIED_STATUSES = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529})


@dataclass(frozen=True, slots=True)
class Place:
    """Who was asked: for the sentences alone. `key` is what must never be in one."""

    host: str
    model: str
    is_loopback: bool
    key: str = ""


def trouble_with_status(status: int, code: str, detail: str, place: Place) -> EngineError:
    """The error for an HTTP status, the server's error code and its own words."""
    trouble = classify(status, code, detail)
    said = quote_detail(detail, place.key)
    host, model = place.host, place.model
    match trouble:
        case "quota":
            return EngineError(
                trouble, f"The account at {host} has no credit left.", "Top it up, or use another engine."
            )
        case "rate_limited":
            return EngineError(
                trouble, f"{host} takes no more requests just now.", "Wait a minute and try again."
            )
        case "auth" if status == 401:
            return EngineError(trouble, f"{host} does not accept the key.", "Check OPENAI_API_KEY.")
        case "auth":
            return EngineError(
                trouble,
                f"{host} does not allow this key to use {model!r}.",
                "Check the key's permissions, or set another COACH_MODEL.",
            )
        case "context":
            return EngineError(
                trouble,
                f"This is longer than {model!r} can read at once.",
                "Shorten the text, or use a model with a longer context.",
            )
        case "refused":
            return EngineError(
                trouble,
                f"{host} would not process this text: its content filter stopped it.",
                "Reword it and try again.",
            )
        case "server":
            return EngineError(
                trouble,
                f"{host} has a fault of its own{f' ({status})' if status else ''}.{said}",
                "Try again in a minute.",
            )
        case _:
            return _bad_request(status, detail, said, place)


def _bad_request(status: int, detail: str, said: str, place: Place) -> EngineError:
    if 300 <= status < 400:
        return EngineError(
            "request",
            f"{place.host} sends its callers elsewhere, which is not followed.",
            "Check OPENAI_BASE_URL.",
        )
    if status == 404 and _NO_MODEL.search(detail):
        hint = (
            f"Set COACH_MODEL to one that it has{', or fetch this one first' if place.is_loopback else ''}."
        )
        return EngineError("request", f"{place.host} has no model {place.model!r}.", hint)
    if status in {404, 405}:
        return EngineError(
            "request",
            f"{place.host} does not know this address.",
            "Check OPENAI_BASE_URL; most end in /v1.",
        )
    return EngineError(
        "request",
        f"{place.host} does not take the request ({status}).{said}",
        "Check COACH_MODEL and OPENAI_BASE_URL.",
    )


def classify(status: int, code: str, detail: str) -> EngineTrouble:
    """Which kind of trouble a status, a code and a wording are. `status` 0: none was given."""
    words = f"{code} {detail}"
    if status == 402 or (status in {0, 403, 429} and _QUOTA.search(words)):
        return "quota"
    if status == 429 or (status == 0 and "rate" in code):
        return "rate_limited"
    if status in {401, 403}:
        return "auth"
    if status == 413 or _CONTEXT.search(words):
        return "context"
    if status < 500 and _FILTER.search(words):
        return "refused"
    return "server" if status >= 500 or status in {0, 408, 409, 425} else "request"


def quote_detail(detail: str, key: str = "") -> str:
    """The server's own words, cut, on one line, without anything like a key; "" for a page."""
    text = " ".join(detail.split())
    if not text or "<" in text:
        return ""
    if key:
        text = text.replace(key, "…")
    text = _SECRET.sub("…", "".join(sign for sign in text if sign.isprintable()))
    return f" It says: {text[:200]!r}."


def unreachable(place: Place, why: str = "") -> EngineError:
    """Nothing answers there. `why` is the reason as the system gives it."""
    if "certificate" in why.lower():
        return EngineError(
            "unreachable",
            f"{place.host} could not be trusted: its certificate is not valid.",
            "Check OPENAI_BASE_URL.",
        )
    hint = (
        "Start the model server, or check OPENAI_BASE_URL."
        if place.is_loopback
        else "Check the network and OPENAI_BASE_URL."
    )
    return EngineError("unreachable", f"{place.host} cannot be reached.", hint)


def timed_out(place: Place, partial: str = "") -> EngineError:
    """It took too long to begin, or to go on."""
    return EngineError(
        "timeout",
        f"{place.host} took too long to {'go on' if partial else 'answer'}.",
        "Try again, set a longer COACH_TIMEOUT, or use a smaller model.",
        partial=partial,
    )


def truncated(place: Place, partial: str, *, at_limit: bool = False) -> EngineError:
    """The reply stopped before its end: cut on the way, or at the length limit."""
    if at_limit:
        message = f"The reply of {place.model!r} was longer than it may be and was cut."
    else:
        message = f"The reply from {place.host} broke off before its end."
    return EngineError("truncated", message, "Try again; what came is kept.", partial=partial)


def malformed(place: Place, why: str, partial: str = "") -> EngineError:
    """Something came, and it is not a reply of the kind that was asked for."""
    return EngineError(
        "malformed",
        f"{place.host} sent something that is not a usable reply: {why}.",
        "Try again; if it stays so, check OPENAI_BASE_URL (most end in /v1) or set another COACH_MODEL.",
        partial=partial,
    )


def refused(place: Place, partial: str = "") -> EngineError:
    """The model declined."""
    return EngineError(
        "refused",
        f"{place.model!r} declined to answer this.",
        "Reword it, or set another COACH_MODEL.",
        partial=partial,
    )
