"""Any OpenAI-compatible endpoint as an Engine: the only file that knows the SDK.

Owns the client, the retries, the ladder's steps and the table from the SDK's errors, and
its stray ones, to an EngineError. What a prompt says is in `prompts/`, what a reply means in
`model_tasks`, how a server wants to be asked in `dialect`.

Every request is a stream, so that the time-out is the wait for the next words and not for
all of them. A reply counts only with a `finish_reason`: a cut stream raises nothing in the SDK.
Nothing is retried once words were handed on.
"""

import json
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import replace
from email.utils import parsedate_to_datetime
from typing import Any, Literal, TypeVar

import httpx2
import openai

from coach.config import Settings
from coach.engines import model_tasks, troubles
from coach.engines.deltas import ErrorInReply, Usage, delta_of_body, delta_of_chunk, join_deltas
from coach.engines.dialect import Ask, next_dialect, recall_dialect, remember_dialect, request_body
from coach.engines.egress import read_base_url
from coach.engines.interviewer import hold_to_one_question, speak_draft
from coach.engines.local import choose_model, read_model_list
from coach.engines.protocol import DraftRequest, Judgement, JudgeRequest, PhraseRequest, RewriteRequest
from coach.engines.replies import (
    BadReply,
    JudgeReply,
    ReferenceReply,
    judge_schema,
    read_reply,
    reference_schema,
    strip_thoughts,
)
from coach.engines.wire import DeadlinePassed, UnusableBody, open_http_client
from coach.errors import EngineError, UsageError
from coach.prompts import Message, Messages, Prompts

PREFERRED_AT_OPENAI = ("gpt-5.4-mini", "gpt-5-mini", "gpt-4.1-mini")
RETRIES = 2
FIRST_WAIT = 0.5  # seconds, doubled for the second retry
LONGEST_WAIT = 20.0  # a server that asks for more is taken at its word: no retry
TOTAL_FACTOR = 5  # a whole reply may take this many time-outs
JUDGE_SEED = 7

# What leaves the SDK, or is met in reading what it returns, besides its own errors.
_STRAY = (
    httpx2.HTTPError,
    httpx2.InvalidURL,
    httpx2.StreamError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,  # JSONDecodeError, UnicodeDecodeError and pydantic's ValidationError are ValueErrors
    RecursionError,
    OSError,
)

ReplyT = TypeVar("ReplyT", JudgeReply, ReferenceReply)


class _Failure(Exception):
    """An attempt that failed: what to tell her, whether to try again, and what was rejected."""

    def __init__(
        self,
        error: EngineError,
        *,
        retry: bool = False,
        wait: float | None = None,
        status: int = 0,
        detail: str = "",
    ) -> None:
        super().__init__(error.trouble)
        self.error = error
        self.retry = retry
        self.wait = wait
        self.status = status
        self.detail = detail


class OpenAIEngine:
    """An Engine at an OpenAI-compatible endpoint. Thread-safe; raises EngineError only.

    The constructor raises UsageError for settings that cannot work; it opens nothing.
    `last_usage` is that of the call that ended last, None where the server does not count.
    """

    name: Literal["openai"] = "openai"

    def __init__(
        self,
        settings: Settings,
        prompts: Prompts,
        *,
        http_client: httpx2.Client | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        key = settings.api_key.get_secret_value() if settings.api_key else ""
        self._base = read_base_url(settings.base_url, has_key=bool(key))
        if self._base.is_openai and not key:
            raise UsageError("There is no key for api.openai.com.", "Set OPENAI_API_KEY, or OPENAI_BASE_URL.")
        self._headers = (
            {} if key else {"Authorization": openai.omit}
        )  # many servers on this machine need none
        self._prompts = prompts
        self._sleep = sleep
        self._model = settings.model
        self._key = key
        self._own_client = http_client is None
        self._http = http_client or open_http_client(
            self._base, settings.timeout, settings.timeout * TOTAL_FACTOR
        )
        self._client = openai.OpenAI(
            api_key=key or "none",
            base_url=self._base.url,
            max_retries=0,
            timeout=self._http.timeout,
            http_client=self._http,
        )
        if not self._base.is_openai:  # read from the environment by the SDK; nobody else's business
            self._client.organization = None
            self._client.project = None
        self.last_usage: Usage | None = None

    @property
    def label(self) -> str:
        """ "MODEL at HOST"; the model is known once it was asked for or listed."""
        return f"{self._model or 'a model'} at {self._base.host}"

    def close(self) -> None:
        """Closes the connections, unless the client was given."""
        if self._own_client:
            self._http.close()

    def judge(self, request: JudgeRequest) -> Judgement:
        """Raw judgements; criteria that the model left out twice are not in them."""
        warnings = (
            ["Only the beginning and the end were read: it is very long."]
            if model_tasks.is_clipped(request)
            else []
        )
        if request.reference is not None:
            ask = self._judging("judge_reference", request, reference_schema())
            found, cut = self._ask_for(ask, ReferenceReply, ())
            return model_tasks.reference_judgement_of(found[-1], request, warnings + cut)
        ids = [criterion.id for criterion in model_tasks.applying(request)]
        if not ids:
            return Judgement(())
        ask = self._judging("judge", request, judge_schema(ids))
        replies, cut = self._ask_for(ask, JudgeReply, ids)
        return model_tasks.judgement_of(replies, ids, warnings + cut)

    def phrase(self, request: PhraseRequest) -> Iterator[str]:
        """The interviewer's words, sentence by sentence, held to one question."""
        messages = self._prompts.render("phrase", **model_tasks.phrase_values(request))
        ask = Ask(messages, temperature=0.6, max_tokens=2_000, seed=request.seed)
        with closing(self._speak(ask)) as pieces:
            yield from hold_to_one_question(pieces, request)

    def draft(self, request: DraftRequest) -> Iterator[str]:
        """An answer in her voice, sentence by sentence; its claims unchecked."""
        messages = self._prompts.render("draft", **model_tasks.draft_values(request))
        ask = Ask(messages, temperature=0.3, max_tokens=4_000, seed=JUDGE_SEED)
        with closing(self._speak(ask)) as pieces:
            yield from speak_draft(pieces)

    def rewrite(self, request: RewriteRequest) -> Iterator[str]:
        """Her words for a note, put right; unchecked."""
        messages = self._prompts.render("rewrite", words=request.words, field=request.field)
        return self._speak(Ask(messages, temperature=0.0, max_tokens=1_500, seed=JUDGE_SEED))

    def models(self) -> list[str]:
        """The names that the endpoint lists, in its order."""
        try:
            with self._client.models.with_streaming_response.list(extra_headers=self._headers) as response:
                body = json.loads(response.read())
        except (openai.OpenAIError, DeadlinePassed, UnusableBody, *_STRAY) as error:
            raise self._failure_of(error, is_open=False).error from None
        if not isinstance(body, dict):
            raise troubles.malformed(self._place, "the list of models is something else")
        return read_model_list(body)

    def check(self) -> None:
        """Asks for one word where a list of models proves nothing; raises EngineError."""
        model = self._resolve_model()
        if self._base.is_loopback and model in self.models():
            return
        question: Message = {"role": "user", "content": "Reply with the word OK."}
        for _ in self._speak(Ask([question], temperature=0, max_tokens=500, seed=JUDGE_SEED)):
            return

    @property
    def _place(self) -> troubles.Place:
        return troubles.Place(self._base.host, self._model or "the model", self._base.is_loopback, self._key)

    def _resolve_model(self) -> str:
        if self._model is None:
            preferred = PREFERRED_AT_OPENAI if self._base.is_openai else ()
            try:
                listed = self.models()
            except EngineError as error:
                if not preferred or error.trouble in {"unreachable", "timeout"}:
                    raise
                listed = list(preferred)  # keys may be kept from the list and still be good for the model
            self._model = choose_model(listed, preferred)
        if self._model is None:
            raise EngineError(
                "request", f"{self._base.host} lists no model that can talk.", "Set COACH_MODEL."
            )
        return self._model

    def _judging(self, task: str, request: JudgeRequest, schema: dict[str, Any]) -> Ask:
        shown = json.dumps(schema, separators=(",", ":"))
        messages = self._prompts.render(task, **model_tasks.judge_values(request, shown))
        return Ask(messages, 0.0, 6_000, JUDGE_SEED, schema, task)

    def _ask_for(
        self, ask: Ask, reply_type: type[ReplyT], ids: list[str] | tuple[()]
    ) -> tuple[list[ReplyT], list[str]]:
        """One reply, or two where the first left criteria out; and warnings.

        Raises EngineError("malformed") where neither the first nor its repair can be read.
        """
        text, warnings = self._complete(ask)
        found: list[ReplyT] = []
        try:
            found.append(read_reply(text, reply_type))
            missing = model_tasks.missing_criteria(found[0], ids) if isinstance(found[0], JudgeReply) else []
            if not missing:
                return found, warnings
            problem = f"it does not judge {', '.join(missing)}"
        except BadReply as bad:
            problem = str(bad)
        words = self._prompts.render_part(f"{ask.schema_name}.repair", problem=problem, ids=list(ids))
        repair: Messages = [
            *ask.messages,
            {"role": "assistant", "content": model_tasks.clip(text, 8_000) or "(nothing)"},
            {"role": "user", "content": words},
        ]
        try:
            text, _ = self._complete(replace(ask, messages=repair))
            found.append(read_reply(text, reply_type))
        except BadReply as bad:
            if not found:
                raise troubles.malformed(
                    self._place, f"twice not the form that was asked for ({bad})", text
                ) from None
        except EngineError as error:
            if not found:
                raise
            warnings.append(f"Some criteria stay open: {error.message}")
        return found, warnings

    def _complete(self, ask: Ask) -> tuple[str, list[str]]:
        """The whole reply, and a warning where the server read much less than was sent."""
        usages: list[Usage] = []
        text = "".join(self._stream(ask, usages))
        sent = sum(len(message["content"]) for message in ask.messages)
        is_cut = bool(usages) and 0 < usages[-1].prompt * 8 < sent and sent > 12_000
        return text, [
            "The model seems to have read only a part of this: its context is short."
        ] if is_cut else []

    def _speak(self, ask: Ask) -> Generator[str]:
        """Words as they come; raises where there are none."""
        has_words = False
        for piece in self._stream(ask, []):
            has_words = has_words or bool(piece.strip())
            yield piece
        if not has_words:
            raise troubles.malformed(self._place, "it is empty")

    def _stream(self, ask: Ask, usages: list[Usage]) -> Iterator[str]:
        """The pieces of a reply without its thoughts, through retries and the server's dialect."""
        model = self._resolve_model()
        dialect = recall_dialect(self._base.url, model, self._base.is_openai)
        shown = ""
        retries = 0
        while True:
            with closing(self._attempt(request_body(ask, model, dialect), usages)) as pieces:
                try:
                    for piece in strip_thoughts(pieces):
                        if not shown:  # at once: a reader who has heard enough ends this generator here
                            remember_dialect(self._base.url, model, dialect)
                        shown += piece
                        yield piece
                except _Failure as failure:
                    error, reason = failure.error, failure
                else:
                    break
            if shown:
                error.partial = shown
                raise error
            other = next_dialect(dialect, reason.status, reason.detail, structured=ask.schema is not None)
            if other is not None:
                dialect = other
                continue
            if not reason.retry or retries == RETRIES:
                raise error
            self._sleep(FIRST_WAIT * 2**retries if reason.wait is None else reason.wait)
            retries += 1
        self.last_usage = usages[-1] if usages else None

    def _attempt(self, body: dict[str, Any], usages: list[Usage]) -> Generator[str]:
        """One request; raises _Failure for whatever goes wrong. Closing it closes the response."""
        is_open = False
        try:
            with self._client.chat.completions.with_streaming_response.create(
                **body, extra_headers=self._headers
            ) as response:
                is_open = True
                kind = response.headers.get("content-type", "").lower()
                if "html" in kind:
                    raise UnusableBody("a web page")
                deltas = (
                    iter([delta_of_body(json.loads(response.read()))])
                    if kind.startswith("application/json")
                    else map(delta_of_chunk, response.parse())
                )
                yield from join_deltas(deltas, usages, self._place)
        except (
            openai.OpenAIError,
            EngineError,
            ErrorInReply,
            DeadlinePassed,
            UnusableBody,
            *_STRAY,
        ) as error:
            raise self._failure_of(error, is_open=is_open) from None

    def _failure_of(self, error: Exception, *, is_open: bool) -> _Failure:
        """The table: every error of the SDK, and the stray ones, to what she is told and whether to retry."""
        place = self._place
        match error:
            case EngineError():
                return _Failure(error)
            case openai.APIStatusError():
                detail, code = _words_of(error.body)
                wait = _retry_after(error.response.headers)
                told = troubles.trouble_with_status(error.status_code, code, detail, place)
                is_passing = error.status_code in troubles.RETRIED_STATUSES and told.trouble not in {
                    "quota",
                    "context",
                }
                is_soon = wait is None or wait <= LONGEST_WAIT
                if not is_soon:
                    told.hint = f"It asks to wait {wait:.0f} seconds."
                return _Failure(
                    told, retry=is_passing and is_soon, wait=wait, status=error.status_code, detail=detail
                )
            case openai.APITimeoutError() | httpx2.TimeoutException():
                is_connect = isinstance(error.__cause__ or error, httpx2.ConnectTimeout)
                return _Failure(troubles.unreachable(place) if is_connect else troubles.timed_out(place))
            case DeadlinePassed():
                return _Failure(troubles.timed_out(place))
            case openai.APIConnectionError() | httpx2.TransportError():
                if is_open:
                    return _Failure(troubles.truncated(place, ""), retry=True)
                return _Failure(troubles.unreachable(place, str(error.__cause__ or error)), retry=True)
            case openai.APIError() | ErrorInReply():  # an error object after a 200
                detail, code = _words_of(error.body)
                status = int(code) if code.isdigit() else 0
                told = troubles.trouble_with_status(status, code, detail, place)
                is_passing = told.trouble in {"server", "rate_limited"}
                return _Failure(told, retry=is_passing, status=status, detail=detail)
            case UnusableBody():
                return _Failure(troubles.malformed(place, str(error)))
            case _:
                return _Failure(troubles.malformed(place, "its form is not that of a chat endpoint"))


def _words_of(body: object) -> tuple[str, str]:
    """The server's own words and its code, from the shapes that servers send."""
    if isinstance(body, dict):
        said = body.get("message") or body.get("detail") or body
        code = body.get("code") or body.get("type") or ""
        extra = f" ({body['param']})" if body.get("param") else ""
        return f"{said if isinstance(said, str) else json.dumps(said, default=str)}{extra}"[:4_000], str(code)
    return (body if isinstance(body, str) else "")[:4_000], ""


def _retry_after(headers: httpx2.Headers) -> float | None:
    """Seconds to wait as the server asks, from either form of Retry-After."""
    asked = headers.get("retry-after", "")
    if asked.replace(".", "", 1).isdecimal():
        return float(asked)
    try:
        return max(0.0, parsedate_to_datetime(asked).timestamp() - time.time())
    except ValueError:
        return None
