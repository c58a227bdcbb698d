"""Words that are no answer: to stop, to hear it again, to be helped, to greet, to ask back.

By anchored patterns over short messages, so that an answer that happens to hold such words stays one.
"""

import re
from typing import Literal

Aside = Literal["stop", "skip", "pause", "repeat", "hint", "help", "complain", "who", "thanks", "greet"]

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
_REPEAT = re.compile(
    r"^(?:sorry|pardon|excuse me|hm+|uh+|please)?[,.? ]*(?:"
    r"(?:(?:can|could|would|will) you )?(?:please )?(?:repeat|say|ask) (?:that|it|the question|this)"
    r"(?: again)?"
    r"|repeat|come again|what|pardon(?: me)?|what was (?:the|your) question|what did you (?:ask|say)"
    r"|i (?:didn['’]?t|did not) (?:catch|get|hear) (?:that|it|the question)"
    r"|(?:the question )?(?:once more|again))(?: again)?(?:,? please)?[.!? ]*$",
    re.I,
)
_HINT = re.compile(
    r"^(?:just|please|ok(?:ay)?|can you|could you|well|so|[, ])*"
    r"(?:(?:(?:tell|give|show) me )?(?:what (?:do )?you(?:['’]d| would)? (?:want|like|need|expect)"
    r"(?: me)? to (?:hear|say)|(?:the|a) (?:right |correct |best |good |model |ideal |perfect )?answer"
    r"|(?:a|any|some) (?:hint|clue|help|tip)s?)"
    r"|what(?:['’]s| is| would be) (?:the|a) (?:right|correct|best|good|model|ideal|perfect) answer"
    r"|(?:what|how) (?:should|would|do|can) i (?:say|answer)(?: here| this| that| it)?"
    r"|what are you looking for|(?:can|may|could) i (?:have|get) (?:a|some) (?:hint|clue|help)"
    r"|i need (?:a hint|help|some help)|help me(?: out| answer)?|hint)"
    r"(?: (?:here|this|that|it|to this|for this|with this|to that|one))*(?:,? please)?[.!? ]*$",
    re.I,
)
_COMPLAINT = re.compile(
    r"\b(?:fuck (?:you|off|this|it)|(?:stupid|dumb|idiotic|silly) (?:question|bot|machine|coach|thing)"
    r"|you(?:['’]re| are) (?:so )?(?:useless|stupid|dumb|an idiot|annoying)"
    r"|this is (?:so )?(?:stupid|pointless|useless|dumb|boring|bullshit|a waste of time|ridiculous)"
    r"|i hate (?:this|you)|shut up|screw (?:you|this))\b",
    re.I,
)
_WHO = re.compile(
    r"^(?:wait[, ]*)?(?:are you (?:a |an )?(?:real|human|person|bot|robot|machine|ai|computer)\b.{0,20}"
    r"|who are you|what are you)[.!? ]*$",
    re.I,
)
_THANKS = re.compile(
    r"^(?:(?:ok(?:ay)?|great|cool|nice|perfect)?[,. ]*(?:thanks|thank you|cheers)"
    r"(?: a lot| so much| very much)?"
    r"|ok(?:ay)?|cool|great|bye|goodbye|see you)[.! ]*$",
    re.I,
)
_HELP = re.compile(r"^(?:help|what can you do|how does this work)[.!? ]*$", re.I)
_GREETING = re.compile(r"^(?:hi|hello|hey|good (?:morning|afternoon|evening))(?: there)?[.!, ]*$", re.I)
_WOULD_ASK = re.compile(
    r"^(?:(?:first|well|so|okay|then|and|also)[, ]+)*i(?:['’]d| would| want to|['’]ll| will)?"
    r"(?: first| start by| begin by| like to| want to)*"
    r" (?:ask(?:ing)?|know|clarify(?:ing)?|understand(?:ing)?|check(?:ing)?)\b.{0,160}$",
    re.I,
)
_MEANT = re.compile(
    r"^(?:sorry|okay|ok|so|hm+|well|and|wait)?[, ]*(?:(?:what|who|which \w+) (?:exactly )?do you mean\b"
    r"|do you (?:mean|want|need)\b|(?:should|may|can|could|shall) i (?:talk|use|pick|take|choose|tell|give|"
    r"answer|assume|ask)\b|(?:can|could|would) you (?:please )?(?:clarify|explain|rephrase|be more specific)"
    r"|(?:does|must) it (?:have|need) to\b|is it (?:ok(?:ay)?|fine|all right)\b|are you asking\b"
    r"|would (?:you like|it be (?:ok(?:ay)?|fine))\b|like what\b|such as\b|in what (?:sense|context)\b"
    r"|at work\b|any (?:kind|example|particular)\b).*\?$"
    r"|^(?:can|could|would) you (?:please )?(?:clarify|explain|rephrase)\b.{0,40}$"
    r"|^i (?:don['’]?t|do not) understand(?: (?:the|your|this|that) question| that| this| it)?[.! ]*$",
    re.I | re.S,
)
_LONGEST_COMPLAINT = 12  # words; what is longer is an answer, however cross
_ONLY_HELP = re.compile(r"^help[.! ]*$", re.I)
_IN_AN_INTERVIEW: tuple[tuple[Aside, re.Pattern[str]], ...] = (
    ("stop", _STOP),
    ("skip", _SKIP),
    ("pause", _PAUSE),
    ("repeat", _REPEAT),
    ("hint", _HINT),
    ("who", _WHO),
    ("help", _ONLY_HELP),
)
_OUTSIDE: tuple[tuple[Aside, re.Pattern[str]], ...] = (
    ("help", _HELP),
    ("stop", _STOP),
    ("greet", _GREETING),
    ("thanks", _THANKS),
    ("who", _WHO),
)


def read_aside(text: str) -> Aside | None:
    """What is said in an interview beside an answer, or None where it is to be taken as one."""
    for name, pattern in _IN_AN_INTERVIEW:
        if pattern.match(text):
            return name
    if len(text.split()) <= _LONGEST_COMPLAINT and _COMPLAINT.search(text):
        return "complain"
    return None


def read_small_words(text: str) -> Aside | None:
    """What is said while nothing is open: a greeting, thanks, a cry for help."""
    return next((name for name, pattern in _OUTSIDE if pattern.match(text)), None)


def is_clarifying(text: str) -> bool:
    """True for a message that only asks back, or only says what it would ask: how one begins a case."""
    sentences = [part for part in re.split(r"(?<=[.!?])\s+", text.strip()) if part]
    asking = [part for part in sentences if part.endswith("?") or _WOULD_ASK.match(part)]
    return bool(asking) and len(text.split()) <= 60 and len(asking) * 2 >= len(sentences)


def asks_what_is_meant(text: str) -> bool:
    """True for a short question about the question, such as "Do you mean at work?"."""
    sentences = [part for part in re.split(r"(?<=[.!?])\s+", text.strip()) if part]
    return len(text.split()) <= 25 and bool(sentences) and bool(_MEANT.match(sentences[-1]))
