"""What she wants from one message: a command, plain words, or an answer to the open question.

Owns the reading of words into an intent. Refuses to act on it, and to guess: what is
unclear is `Unclear`, and the dialogue asks in one line.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from coach.detectors.asides import Aside, read_aside, read_small_words
from coach.detectors.shorthand import write_out
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
    name: Aside | Literal["retry", "agree"]
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
_LONGEST_TYPED = 60  # words; longer is an answer, and answers stay as they were typed
_TOPIC_WORDS = 4
_OF_HERS = re.compile(  # a topic that can only be meant of herself
    r"(?:(?:your|biggest|greatest|best|worst|hardest|last|main|a) )*"
    r"(?:failures?|mistakes?|weakness(?:es)?|strengths?|conflicts?|achievements?|accomplishments?|regrets?"
    r"|success(?:es)?|challenges?|background|career|(?:management|leadership|working) style|disagreements?)"
    r"(?: (?:with|at|in) .{3,30})?",
    re.I,
)
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
    if awaiting == "reply":
        aside = read_aside(text)
        return Command(aside) if aside is not None else Said(text)
    text = write_out(text) if len(text.split()) <= _LONGEST_TYPED else text
    if awaiting in ("grade_question", "grade_answer", "ask_question"):
        return _fill(text, awaiting)
    if (aside := read_small_words(text)) is not None:
        return Command(aside)
    pair = _read_pair(text)
    if pair is not None:
        return pair
    if how := _HOW.match(text):
        return AskHow(asked_question(how["question"]))
    if graded := _GRADE.match(text):
        rest = text[graded.end() :].strip()
        return _read_pair(rest) or GradeAnswer(answer=rest)
    if len(text.split()) <= 30 and _MOCK.search(text):
        return StartMock(read_setup(text, companies, notes))
    if len(text.split()) <= 60 and (_ASKING.match(text) or text.endswith("?")):
        return AskHow(asked_question(text))
    return Unclear(text)


def asked_question(text: str) -> str:
    """The interview question in words such as "how wud I answer: biggest failure??"."""
    text = write_out(_unquote(text)) if len(text.split()) <= _LONGEST_TYPED else _unquote(text)
    if (how := _HOW.match(text)) and how["question"].strip():
        text = _unquote(how["question"])
    bare = text.strip("?!. ")
    if len(bare.split()) <= _TOPIC_WORDS and _OF_HERS.fullmatch(bare):
        return f"Tell me about your {bare[0].lower()}{bare[1:]}.".replace("your your", "your")
    return text


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


def tell_setup(setup: Setup) -> str:
    """The set-up as she would say it: "a behavioural interview, 3 questions, feedback after each answer"."""
    article = "an" if setup.round == "intro" else "a"
    plural = "question" if setup.questions == 1 else "questions"
    parts = [f"{article} {setup.round} interview" + (f" for {setup.company}" if setup.company else "")]
    parts.append(f"{setup.questions} {plural}")
    if setup.minutes:
        parts.append(f"{setup.minutes} minutes")
    parts.append("feedback after each answer" if setup.mode == "coached" else "feedback at the end")
    if setup.note:
        parts.append(f"from {setup.note}")
    if setup.persona != "neutral":
        parts.append(f"{setup.persona} interviewer")
    return ", ".join(parts)


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


def _read_command(text: str, companies: Sequence[str], notes: Sequence[str]) -> Intent:
    word, _, rest = text[1:].partition(" ")
    rest = rest.strip()
    match word.lower():
        case "mock" | "interview" | "start":
            return StartMock(read_setup(rest, companies, notes))
        case "answer" | "ask" | "how":
            return AskHow(asked_question(rest) if rest else "")
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
    if read_small_words(text) == "stop":
        return Command("stop")
    if awaiting == "grade_question":
        return GradeAnswer(question=_unquote(text))
    if awaiting == "grade_answer":
        return GradeAnswer(answer=text)
    return AskHow(asked_question(text))


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
