"""What a model's words are turned into: the object in them, checked, or the text without its thoughts.

Pure. Says what is wrong in words that can go back to the model; decides nothing about
levels or quotes, which stay as raw as the model gave them.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

_MAX_OBJECTS = 200
_THOUGHT = re.compile(r"<(think|thinking|thought|reasoning)>.*?(</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_THOUGHT_END = re.compile(r"\A.*</(think|thinking|thought|reasoning)>", re.DOTALL | re.IGNORECASE)


class BadReply(Exception):
    """The reply is not the object that was asked for; says how, for the repair."""


def _no_level(value: object) -> object:
    """Models write "null", "n/a" or "cannot assess" where null was asked for."""
    is_word = isinstance(value, str) and not any(sign.isdigit() for sign in value)
    return None if is_word else value


def _none_is_empty(value: object) -> object:
    return [] if value is None else value


class _Reply(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class QuoteReply(_Reply):
    """Words of hers, and the turn that they were said in."""

    turn: int = 0
    text: str


class CriterionReply(_Reply):
    """One criterion: the quotes first, then what they show, then the level."""

    id: str
    quotes: Annotated[list[QuoteReply], BeforeValidator(_none_is_empty)] = Field(default_factory=list)
    why: str
    level: Annotated[int | None, BeforeValidator(_no_level)]
    advice: str = ""


class JudgeReply(_Reply):
    """What `judge` asks for."""

    criteria: list[CriterionReply]


class ReferenceReply(_Reply):
    """What `judge_reference` asks for: held, missing and wrong content, then 0 to 1."""

    quotes: Annotated[list[QuoteReply], BeforeValidator(_none_is_empty)] = Field(default_factory=list)
    why: str
    score: float = Field(ge=0, le=1)


ReplyT = TypeVar("ReplyT", bound=BaseModel)


def judge_schema(ids: Sequence[str]) -> dict[str, Any]:
    """The JSON schema of a JudgeReply on these criteria, in the strict form that servers ask for."""
    criterion = _strict_object(
        {
            "id": {"type": "string", "enum": list(ids)},
            "quotes": _QUOTES,
            "why": {"type": "string"},
            "level": {"anyOf": [{"type": "integer", "enum": [1, 2, 3, 4, 5]}, {"type": "null"}]},
            "advice": {"type": "string"},
        }
    )
    return _strict_object({"criteria": {"type": "array", "items": criterion}})


def reference_schema() -> dict[str, Any]:
    """The JSON schema of a ReferenceReply."""
    return _strict_object({"quotes": _QUOTES, "why": {"type": "string"}, "score": {"type": "number"}})


def _strict_object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


_QUOTES: dict[str, Any] = {
    "type": "array",
    "items": _strict_object({"turn": {"type": "integer"}, "text": {"type": "string"}}),
}


def read_reply(text: str, model: type[ReplyT]) -> ReplyT:
    """The first object in `text` that is a `model`; fences, thoughts and talk around it are skipped.

    Raises BadReply with what is wrong with the first object, or that there is none.
    """
    problem = "there is no complete JSON object in the reply"
    for number, found in enumerate(_objects(without_thoughts(text))):
        try:
            return model.model_validate(found)
        except ValidationError as error:
            if number == 0:
                problem = _describe(error)
    raise BadReply(problem)


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """The balanced JSON objects in `text`, in order; inside a broken one, those that it holds."""
    decoder = json.JSONDecoder(strict=False)
    start = text.find("{")
    for _ in range(_MAX_OBJECTS):
        if start < 0:
            return
        end = start + 1
        try:
            found, end = decoder.raw_decode(text, start)
            yield found
        except (json.JSONDecodeError, RecursionError):
            pass
        start = text.find("{", end)


def _describe(error: ValidationError) -> str:
    """The first three faults, with their place."""
    faults = [
        f"{'.'.join(map(str, fault['loc'])) or 'the object'}: {fault['msg']}" for fault in error.errors()
    ]
    return "; ".join(faults[:3])


def without_thoughts(text: str) -> str:
    """`text` without `<think>` parts, also where only the end of one is there."""
    return _THOUGHT_END.sub("", _THOUGHT.sub("", text))


_HELD_BACK = 40  # signs: longer than any mark that is looked for
_OPENING = re.compile(r"<(think|thinking|thought|reasoning)>", re.IGNORECASE)
_MARK = re.compile(r"</?(?:think|thinking|thought|reasoning)>|<\|[^|<>\n]{1,30}\|>|</s>", re.IGNORECASE)


def strip_thoughts(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces of a stream as they come, without `<think>` parts and chat-template tokens.

    Holds back only what may still become such a mark. White space before the first word goes.
    """
    waiting = ""
    closing = ""  # the tag that ends the thought being skipped
    has_begun = False
    for piece in pieces:
        waiting += piece
        ready = ""
        while True:
            if closing:
                _, found, rest = _partition_folded(waiting, closing)
                if not found:
                    waiting = waiting[-len(closing) :]
                    break
                waiting, closing = rest, ""
            opening = _OPENING.search(waiting)
            if opening is None:
                cut = _safe_end(waiting)
                ready += waiting[:cut]
                waiting = waiting[cut:]
                break
            ready += waiting[: opening.start()]
            closing = f"</{opening.group(1).lower()}>"
            waiting = waiting[opening.end() :]
        ready = _MARK.sub("", ready)
        if not has_begun:
            ready = ready.lstrip()
        if ready:
            has_begun = True
            yield ready
    rest = "" if closing else _MARK.sub("", waiting)
    if rest := rest if has_begun else rest.lstrip():
        yield rest


def _safe_end(text: str) -> int:
    """Up to where `text` holds no beginning of a mark."""
    start = text.rfind("<", max(0, len(text) - _HELD_BACK))
    return len(text) if start < 0 or ">" in text[start:] else start


def _partition_folded(text: str, separator: str) -> tuple[str, str, str]:
    place = text.lower().find(separator)
    if place < 0:
        return text, "", ""
    return text[:place], separator, text[place + len(separator) :]
