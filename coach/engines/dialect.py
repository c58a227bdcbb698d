"""How one server wants to be asked, learned from what it rejects.

The ladder for structured replies (JSON schema, JSON mode, the prompt alone) and the
parameters that not every server takes. Pure: a rejection goes in, the next dialect to try
comes out. What worked is remembered for the life of the process.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from coach.prompts import Messages

ReplyFormat = Literal["json_schema", "json_object", "text"]
TokenLimit = Literal["max_tokens", "max_completion_tokens"]

_FORMAT_WORDS = re.compile(
    r"response_format|json_schema|json_object|json mode|grammar|structured", re.IGNORECASE
)
_UNSUPPORTED = re.compile(
    r"unsupported|not supported|instead|unknown|unrecognized|extra|not permitted", re.IGNORECASE
)
_OPTIONAL = ("stream_options", "seed", "temperature")


@dataclass(frozen=True, slots=True)
class Dialect:
    """What to send: the rung of the ladder, the name of the token limit, what to leave out."""

    reply_format: ReplyFormat = "json_schema"
    token_limit: TokenLimit | None = "max_tokens"
    left_out: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ask:
    """One request in our own terms. `schema` asks for a structured reply, named `schema_name`."""

    messages: Messages
    temperature: float
    max_tokens: int
    seed: int
    schema: Mapping[str, Any] | None = None
    schema_name: str = ""


def request_body(ask: Ask, model: str, dialect: Dialect) -> dict[str, Any]:
    """What goes on the wire for `ask` in this dialect: always a stream."""
    body: dict[str, Any] = {"model": model, "messages": ask.messages, "stream": True}
    optional = {"temperature": ask.temperature, "seed": ask.seed, "stream_options": {"include_usage": True}}
    body |= {name: value for name, value in optional.items() if name not in dialect.left_out}
    if dialect.token_limit is not None:
        body[dialect.token_limit] = ask.max_tokens
    if ask.schema is not None and dialect.reply_format == "json_schema":
        schema = {"name": ask.schema_name, "strict": True, "schema": dict(ask.schema)}
        body["response_format"] = {"type": "json_schema", "json_schema": schema}
    elif ask.schema is not None and dialect.reply_format == "json_object":
        body["response_format"] = {"type": "json_object"}
    return body


def first_dialect(is_openai: bool) -> Dialect:
    """What to try with a server that nothing is known of."""
    return Dialect(token_limit="max_completion_tokens" if is_openai else "max_tokens")


def next_dialect(dialect: Dialect, status: int, detail: str, *, structured: bool) -> Dialect | None:
    """What to try after a rejection with `status` and `detail`; None where nothing is left.

    A parameter that the rejection names is left out first; a request for a structured
    reply then goes down the ladder on any 400 or 422, since many servers do not say why.
    """
    words = detail.lower()
    if status in {400, 422}:
        limit = dialect.token_limit
        if limit is not None and ("max_tokens" in words or "max_completion_tokens" in words):
            other: TokenLimit = "max_completion_tokens" if limit == "max_tokens" else "max_tokens"
            is_name = _UNSUPPORTED.search(words) and (other in words or other == "max_tokens")
            is_tried = other in dialect.left_out  # or two names would be tried in turn for ever
            left_out = dialect.left_out | {limit}
            return replace(
                dialect, token_limit=other if is_name and not is_tried else None, left_out=left_out
            )
        if limit is not None and "context" in words and "completion" in words:
            return replace(dialect, token_limit=None)
        for name in _OPTIONAL:
            if name in words and name not in dialect.left_out:
                return replace(dialect, left_out=dialect.left_out | {name})
    is_format = status in {400, 422} or (status >= 500 and _FORMAT_WORDS.search(words))
    if not structured or not is_format:
        return None
    match dialect.reply_format:
        case "json_schema":
            return replace(dialect, reply_format="json_object")
        case "json_object":
            return replace(dialect, reply_format="text")
        case _:
            return None


_known: dict[tuple[str, str], Dialect] = {}


def recall_dialect(base_url: str, model: str, is_openai: bool) -> Dialect:
    """What worked with this server and model before, else what to try first."""
    return _known.get((base_url, model)) or first_dialect(is_openai)


def remember_dialect(base_url: str, model: str, dialect: Dialect) -> None:
    """Keeps what worked."""
    _known[base_url, model] = dialect
