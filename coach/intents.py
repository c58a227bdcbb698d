"""What she wants from one message: a command, plain words, or an answer to the open question.

Owns the reading of words into an intent. Refuses to act on it, and to guess: what is
unclear is `Unclear`, and the dialogue asks in one line.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from coach.domain.interview import Round, Setup


@dataclass(frozen=True, slots=True)
class StartMock:
    setup: Setup


@dataclass(frozen=True, slots=True)
class AskHow:
    """How would I answer `question`? Empty where she has not said which."""

    question: str


@dataclass(frozen=True, slots=True)
class GradeAnswer:
    """Grade `answer` to `question`; either may still be missing."""

    question: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    name: Literal["stop", "skip", "retry", "help", "agree", "pause"]
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """An answer, or a reply to a probe: her words for the open question."""

    text: str


@dataclass(frozen=True, slots=True)
class Unclear:
    text: str


Intent = StartMock | AskHow | GradeAnswer | Command | Said | Unclear
Awaiting = Literal["nothing", "reply", "ask_question", "grade_question", "grade_answer"]

_WORDS: dict[str, int] = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
MOST_QUESTIONS = 20
PERSONAS = ("friendly", "neutral", "sceptical", "rushed")

_ROUNDS: tuple[tuple[Round, str], ...] = (
    ("behavioural", r"behaviou?rals?|star\b|stories"),
    ("case", r"case|product[- ]design|product sense"),
    ("intro", r"intro(?:duction)?\b|small ?talk|pitch"),
    ("mixed", r"mixed|mix\b|everything|full"),
)
_MOCK = re.compile(
    r"\b(mock|interview me|quiz me|practi[cs]e (?:an? )?(?:mock|interview|behaviou?ral|case|intro)"
    r"|rehearse|(?:start|do|run|begin) (?:an? |the )?(?:\w+ ){0,3}(?:interview|round|case))\b",
    re.I,
)
_HOW = re.compile(
    r"^(?:so[, ]+|ok(?:ay)?[, ]+|please[, ]+)?"
    r"(?:how (?:would|should|could|can|do|might) i (?:best )?"
    r"(?:answer|respond to|reply to|talk about|approach|handle|tackle)"
    r"|what (?:would|should|could|can|do) i (?:say|answer|tell them)(?: to| about| when| if| on)?"
    r"|help me (?:to )?answer|which story (?:fits|would fit|should i use for|do i use for|for)"
    r"|draft (?:me )?an answer (?:to|for)|answer(?: this)?(?= *:))\s*[:,-]?\s*(?P<question>.*)$",
    re.I | re.S,
)
_GRADE = re.compile(
    r"^(?:please |can you |could you )?(?:grade|score|rate|evaluate|give me feedback on|feedback on|review)"
    r" (?:this|my|the|an) ?(?:answer|response|reply)?\b[:\s]*",
    re.I,
)
_PAIR = re.compile(
    r"^\s*(?:q|question)\s*[:.]\s*(?P<question>.+?)\s*\n+\s*(?:a|answer|my answer)\s*[:.]\s*(?P<answer>.+)$"
    r"|^\s*(?:q|question)\s*[:.]\s*(?P<question1>.+?\?)\s*(?:a|answer|my answer)\s*[:.]\s*(?P<answer1>.+)$",
    re.I | re.S,
)
_STOP = re.compile(
    r"^(?:please )?(?:(?:let'?s )?(?:stop|end|finish|quit)(?: (?:here|now|it|the interview|this interview))?"
    r"|i(?:'m| am) done(?: here| now)?|that'?s (?:it|all) for (?:today|now)|wrap (?:it )?up)[.! ]*$",
    re.I,
)
_SKIP = re.compile(
    r"^(?:please )?(?:skip|next question|next one|move on)(?: (?:this|it|that|one|question))*[.! ]*$", re.I
)
_PAUSE = re.compile(
    r"^(?:(?:can|could|may) i (?:have|take|get) (?:a|one|some) (?:minute|moment|second|sec|time)\b.{0,30}"
    r"|(?:give me|let me (?:have|take)|just) (?:a|one) (?:minute|moment|second|sec)\b.{0,30}"
    r"|let me think(?: (?:about (?:that|it)|for a (?:minute|moment|second)))?)[.!? ]*$",
    re.I,
)
_HELP = re.compile(r"^(?:help|what can you do|how does this work|hi|hello|hey)[.!? ]*$", re.I)
_ASKING = re.compile(
    r"^(?:tell me about|describe a|walk me through|give (?:me )?an example|why do you|why are you|why should"
    r"|what (?:is|are|was|does|do|would) your?|how do you|have you ever"
    r"|talk (?:to )?(?:me )?(?:about|through))\b",
    re.I,
)


def read_intent(
    message: str, awaiting: Awaiting, companies: Sequence[str] = (), notes: Sequence[str] = ()
) -> Intent:
    """The intent of one message, given what the dialogue waits for.

    While a question is open (`reply`), everything that is not clearly a command is her
    answer: an interview is never left by accident.
    """
    text = message.strip()
    if text.startswith("/"):
        return _read_command(text, companies, notes)
    for name, pattern in (("stop", _STOP), ("skip", _SKIP), ("pause", _PAUSE)):
        if awaiting == "reply" and pattern.match(text):
            return Command(name)  # type: ignore[arg-type]
    if awaiting == "reply":
        return Said(text)
    if awaiting in ("grade_question", "grade_answer", "ask_question"):
        return _fill(text, awaiting)
    if _HELP.match(text):
        return Command("help")
    if _STOP.match(text):
        return Command("stop")
    pair = _read_pair(text)
    if pair is not None:
        return pair
    if how := _HOW.match(text):
        return AskHow(_unquote(how["question"]))
    if graded := _GRADE.match(text):
        rest = text[graded.end() :].strip()
        return _read_pair(rest) or GradeAnswer(answer=rest)
    if len(text.split()) <= 30 and _MOCK.search(text):
        return StartMock(read_setup(text, companies, notes))
    if len(text.split()) <= 60 and (_ASKING.match(text) or text.endswith("?")):
        return AskHow(_unquote(text))
    return Unclear(text)


def read_setup(text: str, companies: Sequence[str] = (), notes: Sequence[str] = ()) -> Setup:
    """Round, mode, questions, minutes, persona, company and note, out of words such as
    "behavioural, 3 questions, coached, company Northgate, note prep/northgate.md"."""
    setup = Setup()
    # The note and the company are taken out first: "note metrics case.md" asks for no case round.
    if note := re.search(r"\bnote (\S.*?)(?:,|$)", text, re.I):
        setup = replace(setup, note=_unquote(note[1]))
        text = text.replace(note[0], " ")
    else:
        named = [path for path in notes if _names(text, _stem(path))]
        if path := max(named, key=len, default=""):
            setup = replace(setup, note=path)
            text = re.sub(re.escape(_stem(path)), " ", text, flags=re.I)
    if company := max((name for name in companies if _names(text, name)), key=len, default=""):
        setup = replace(setup, company=company)
        text = re.sub(re.escape(company), " ", text, flags=re.I)
    elif said := re.search(r"\bcompany (\S.*?)(?:,|$)", text, re.I):
        setup = replace(setup, company=_unquote(said[1]))
        text = text.replace(said[0], " ")
    found = [(match.start(), name) for name, words in _ROUNDS if (match := re.search(words, text, re.I))]
    if found:
        setup = replace(setup, round=min(found)[1])
    coached = re.search(r"\bcoach(?:ed|ing)?\b|feedback after each", text, re.I)
    setup = replace(setup, mode="coached" if coached else "realistic")
    if count := re.search(r"\b(\d{1,2}|" + "|".join(_WORDS) + r") (?:more )?questions?\b", text, re.I):
        word = count[1].lower()
        number = _WORDS.get(word) or int(word)
        setup = replace(setup, questions=min(max(number, 1), MOST_QUESTIONS))
    if minutes := re.search(r"\b(\d{1,3}) ?min(?:ute)?s?\b", text, re.I):
        setup = replace(setup, minutes=max(1, int(minutes[1])))
    if persona := re.search(r"\b(" + "|".join(PERSONAS) + r")\b", text, re.I):
        setup = replace(setup, persona=persona[1].lower())
    if seed := re.search(r"\bseed (\d{1,9})\b", text, re.I):
        setup = replace(setup, seed=int(seed[1]))
    return setup


def describe_setup(setup: Setup) -> str:
    """The words that `read_setup` reads back into the same set-up."""
    plural = "question" if setup.questions == 1 else "questions"
    parts: list[str] = [setup.round, f"{setup.questions} {plural}", setup.mode]
    if setup.minutes:
        parts.append(f"{setup.minutes} minutes")
    if setup.company:
        parts.append(f"company {setup.company}")
    if setup.note:
        parts.append(f"note {setup.note}")
    if setup.persona != "neutral":
        parts.append(setup.persona)
    if setup.seed:
        parts.append(f"seed {setup.seed}")
    return ", ".join(parts)


def is_clarifying(text: str) -> bool:
    """True for a message that only asks back: what a candidate does at the start of a case."""
    sentences = [part for part in re.split(r"(?<=[.!?])\s+", text.strip()) if part]
    asking = [part for part in sentences if part.endswith("?")]
    return bool(asking) and len(text.split()) <= 60 and len(asking) * 2 >= len(sentences)


def _read_command(text: str, companies: Sequence[str], notes: Sequence[str]) -> Intent:
    word, _, rest = text[1:].partition(" ")
    rest = rest.strip()
    match word.lower():
        case "mock" | "interview" | "start":
            return StartMock(read_setup(rest, companies, notes))
        case "answer" | "ask" | "how":
            return AskHow(_unquote(rest))
        case "grade" | "feedback":
            return _read_pair(rest) or GradeAnswer(answer=rest)
        case "stop" | "end" | "quit":
            return Command("stop")
        case "skip" | "next":
            return Command("skip")
        case "retry":
            return Command("retry")
        case "agree":
            return Command("agree", rest)
        case "help":
            return Command("help")
        case _:
            return Command("help", f"/{word}")


def _fill(text: str, awaiting: Awaiting) -> Intent:
    pair = _read_pair(text)
    if pair is not None:
        return pair
    if _STOP.match(text):
        return Command("stop")
    if awaiting == "grade_question":
        return GradeAnswer(question=_unquote(text))
    if awaiting == "grade_answer":
        return GradeAnswer(answer=text)
    how = _HOW.match(text)
    return AskHow(_unquote(how["question"] if how and how["question"] else text))


def _read_pair(text: str) -> GradeAnswer | None:
    found = _PAIR.match(text)
    if found is None:
        return None
    question = found["question"] or found["question1"]
    answer = found["answer"] or found["answer1"]
    return GradeAnswer(_unquote(question), answer.strip())


def _names(text: str, name: str) -> bool:
    return len(name) > 2 and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.I) is not None


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def _unquote(text: str) -> str:
    return text.strip().strip("\"'“”‘’«»").strip()
