"""A reply as it comes: what each event adds, and at the end whether it was a reply at all.

Reads what nobody validated: the SDK builds its objects without a check, and servers differ.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from coach.engines import troubles
from coach.engines.wire import UnusableBody


class ErrorInReply(Exception):
    """An error object where a completion was due, in a reply with status 200."""

    def __init__(self, body: object) -> None:
        super().__init__("an error object in the body")
        self.body = body


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one call, as the server counts them."""

    prompt: int
    completion: int


@dataclass(frozen=True, slots=True)
class Delta:
    """What one event of a reply adds."""

    text: str = ""
    refusal: str = ""
    finish: str = ""
    usage: Usage | None = None
    has_choice: bool = False


def delta_of_chunk(chunk: Any) -> Delta:
    """What a chunk of a stream adds. Raises AttributeError where it is something else."""
    usage = getattr(chunk, "usage", None)
    tokens = Usage(usage.prompt_tokens or 0, usage.completion_tokens or 0) if usage is not None else None
    if not chunk.choices:
        return Delta(usage=tokens)
    choice = chunk.choices[0]
    delta = choice.delta
    return Delta(
        text=_text(delta and delta.content),
        refusal=_text(getattr(delta, "refusal", None)),
        finish=_text(choice.finish_reason),
        usage=tokens,
        has_choice=True,
    )


def delta_of_body(body: Any) -> Delta:
    """The whole completion of a server that does not stream. Raises ErrorInReply, or a LookupError."""
    if body.get("error"):
        raise ErrorInReply(body["error"])
    choice = body["choices"][0]
    usage = body.get("usage")
    return Delta(
        text=_text(choice["message"].get("content")),
        refusal=_text(choice["message"].get("refusal")),
        finish=_text(choice.get("finish_reason")),
        usage=Usage(usage.get("prompt_tokens", 0), usage.get("completion_tokens", 0)) if usage else None,
        has_choice=True,
    )


def join_deltas(deltas: Iterator[Delta], usages: list[Usage], place: troubles.Place) -> Iterator[str]:
    """The texts as they come; usage goes to `usages`.

    Raises EngineError at the end of a reply that is cut, filtered or declined: without a
    finish reason nothing says that the last words were the last.
    """
    finish = refusal = ""
    has_choice = False
    for delta in deltas:
        if delta.usage is not None:
            usages.append(delta.usage)
        has_choice = has_choice or delta.has_choice
        finish = delta.finish or finish
        refusal += delta.refusal
        if delta.text:
            yield delta.text
    if refusal:
        raise troubles.refused(place, refusal)
    match finish:
        case "" if has_choice:
            raise troubles.truncated(place, "")
        case "":
            raise UnusableBody("no words of a chat reply")
        case "length" | "max_tokens":
            raise troubles.truncated(place, "", at_limit=True)
        case "content_filter":
            raise troubles.trouble_with_status(400, finish, "", place)
        case "error":
            raise troubles.trouble_with_status(502, "", "", place)
        case "tool_calls" | "function_call":
            raise UnusableBody("a call of a tool")
        case _:
            return


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
