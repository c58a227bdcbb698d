"""What she said, made ready to be judged: each remark once, with what is her own in it.

Owns what counts as said at all (repetitions, lines to the grader and praise of oneself do
not) and the marks of substance in a sentence: words of her own, figures, names, reasons,
choices. Refuses to compare with a rubric.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coach.detectors.reading import AnswerReading, read_answer
from coach.detectors.sentences import split_sentences
from coach.detectors.speech import without_invisible
from coach.engines.builtin.alignment import FUNCTION_WORDS, content_stems, stem, word_set, words_of

LONGEST = 300  # sentences; nobody speaks that long, and reading more only costs time

_REASON = re.compile(
    r"\b(?:because|since|so that|which (?:means|meant)|therefore|that(?:['’]s| is| was) why|in order to|"
    r"due to|as a result|"
    r"the reason|otherwise|hence|given that|leads? to|led to|to avoid|so (?:i|we|it|that|they)\b|"
    r"if\b.{3,60},)",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"\b(?:i(?:['’]m| am| was| have always been)|people (?:say|think|tell me)(?: that)? i(?:['’]m| am)|"
    r"my (?:greatest )?strengths? (?:is|are)|"
    r"i (?:have|possess|bring)|i excel)\b.{0,60}\b(?:excellent|outstanding|exceptional|great|amazing|"
    r"very good|really good|"
    r"fantastic|brilliant|perfect|passionate|best|expert|natural|strong|world[- ]class|skilled|talented|top|"
    r"unmatched|good at|"
    r"impeccable|superb|proud of how (?:good|well))\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[a-z,;:] )(?:[A-Z][a-z]+[A-Za-z]*|[A-Z]{2,6}s?)\b")
_NOT_NAMES = word_set(
    "I I'm I'd I've I'll OK First Second Third Then Finally Situation Task Action Result STAR MVP KPI "
    "KPIs PM API UX UI"
)
_REFUSED_STEP = re.compile(
    r"\b(?:i|we)\s+(?:did not|didn['’]?t|never|do not|don['’]?t|would not|wouldn['’]?t|have not|haven['’]?t|"
    r"forgot to|skipped)\b|"
    r"\b(?:no|without(?: any)?|not any)\s+(?:need (?:for|to)|metrics?|goals?|targets?|figures?|plan|"
    r"reason)\b",
    re.IGNORECASE,
)
_FOREIGN = word_set(
    "de la el los las que und der die das ich nicht wir ein eine mit für auf les des est nous vous une "
    "dans pour avec sur para com não uma il che di per sono het een van niet och att det som jag på ale "
    "nie się jest że och em por como mas yo mi su le lo del con una"
)
# Words that any candidate says about any product or project: they show no case.
GENERIC = frozenset(
    stem(word)
    for word in word_set(
        "ask look find take make use think know want need try start begin end go come see say tell give keep "
        "put set work help check talk speak show pick choose decide compare list write read watch follow "
        "move "
        "bring turn run build create define clarify identify understand analyze analyse measure track test "
        "validate launch ship release iterate improve plan propose solve design develop deliver explain "
        "discuss align prioritize prioritise focus consider evaluate ensure gather collect collaborate "
        "communicate manage lead handle achieve reach hit meet reduce increase grow drive happen change fix "
        "learn research investigate explore monitor review agree become seem feel like love hope believe "
        "user "
        "customer client people person team member stakeholder manager engineer designer company business "
        "market product feature app application website service platform system tool project problem issue "
        "challenge question answer solution idea option approach way step part thing example case situation "
        "task action result outcome goal metric kpi number data figure value impact effort cost benefit risk "
        "constraint trade-off tradeoff priority scope time day week month year quarter deadline budget "
        "resource need feedback interview survey experience journey process strategy roadmap mvp pilot "
        "experiment rollout hypothesis cause reason root success failure quality performance growth revenue "
        "engagement retention conversion satisfaction adoption usage main key major important big small "
        "large "
        "good better best great nice bad worse hard easy difficult different new old first second third next "
        "last final finally early late fast slow quick quickly clear clearly right wrong able sure possible "
        "whole many few several lot little bit every everyone everybody something anything really actually "
        "basically maybe probably also always often usually sometimes well back together still even however "
        "therefore thus overall level area kind sort type side point fact detail context background meeting "
        "everything nothing done made went got took gave said told asked found kept left happy fine okay ok "
        "sorry thanks hello marketing sales support internal external high low more less number group "
        "segment "
        "list common general specific current future possible likely"
    )
)


@dataclass(frozen=True, slots=True)
class Remark:
    """One sentence of hers, verbatim, of turn `turn`.

    `own` are stems that neither the question nor the rubric gave her; `details` those of them
    that show a case (rather than talk that fits any). `spoken` is False for a bare list;
    `recites` is True where it is mostly the rubric said back.
    """

    text: str
    turn: int
    words: int
    spoken: bool
    own: frozenset[str]
    details: frozenset[str]
    figures: int
    names: int
    reasons: bool
    weighs: bool
    refuses: bool
    recites: bool


@dataclass(frozen=True, slots=True)
class Said:
    """All that counts of an answer. `reading` is what the detectors find in that alone."""

    remarks: tuple[Remark, ...]
    reading: AnswerReading
    warnings: tuple[str, ...]
    foreign: bool

    @property
    def words(self) -> int:
        return sum(remark.words for remark in self.remarks)


def hear(replies: Sequence[str], question: str, rubric_text: str) -> Said:
    """`replies` without what does not count, against the words that she was given."""
    given = frozenset(content_stems(question)) | frozenset(content_stems(rubric_text))
    asked = frozenset(content_stems(question))
    kept: list[tuple[int, str]] = []
    seen: list[frozenset[str]] = []
    warnings: list[str] = []
    dropped_praise = False
    for turn, reply in enumerate(map(without_invisible, replies)):
        injected = {sentence.start for sentence in read_answer(reply).is_injection}
        if injected:
            warnings.append("Words that speak to the grader were left out.")
        for sentence in split_sentences(reply):
            if sentence.start in injected or _is_repeated(sentence.text, seen):
                continue
            if _PRAISE.search(sentence.text) and not re.search(r"\d", sentence.text):
                dropped_praise = True
                continue
            if _is_echo(frozenset(content_stems(sentence.text)), asked):
                continue
            kept.append((turn, sentence.text))
    if dropped_praise:
        warnings.append("Praise of yourself without an example was left out.")
    if len(kept) > LONGEST:
        kept = kept[:LONGEST]
        warnings.append(f"Only the first {LONGEST} sentences were read.")
    text = "\n\n".join(text for _, text in kept)
    reading = read_answer(text)
    weighing = {sentence.text for sentence in reading.alternatives}
    remarks = []
    start = 0
    for turn, each in kept:
        figures = sum(start <= figure.start < start + len(each) for figure in reading.figures)
        remarks.append(_remark(each, turn, figures, given, each in weighing))
        start += len(each) + 2
    return Said(tuple(remarks), reading, tuple(dict.fromkeys(warnings)), _is_foreign(text))


def _remark(text: str, turn: int, figures: int, given: frozenset[str], weighs: bool) -> Remark:
    words = words_of(text)
    functions = sum(word in FUNCTION_WORDS for word in words)
    own = frozenset(stem for stem in content_stems(text) if stem not in given and len(stem) > 2)
    names = {
        name for name in _NAME.findall(text) if name not in _NOT_NAMES and stem(name.lower()) not in given
    }
    return Remark(
        text=text,
        turn=turn,
        words=len(words),
        spoken=(len(words) >= 4 and functions >= 0.22 * len(words))
        or _is_terse(text, len(words), functions, figures),
        own=own,
        details=frozenset(each for each in own if each not in GENERIC and not each[0].isdigit()),
        figures=figures,
        names=len(names),
        reasons=_REASON.search(text) is not None,
        weighs=weighs,
        refuses=_REFUSED_STEP.search(text) is not None,
        recites=_recites(frozenset(content_stems(text)), given),
    )


def _is_terse(text: str, words: int, functions: int, figures: int) -> bool:
    """A note-like line that tells something ("Result: 40 % fewer calls"), unlike a list of terms."""
    if words > 12 and functions < 0.15 * words:
        return False
    return bool(figures) and words >= 4 and 4 * len(re.findall(r"[,;/|]", text)) < words


def _recites(stems: frozenset[str], given: frozenset[str]) -> bool:
    """Hardly a word that rubric and question did not hold: no case of hers is in it."""
    return len(stems) >= 3 and len(stems - given) < 0.4 * len(stems)


def _is_echo(stems: frozenset[str], asked: frozenset[str]) -> bool:
    """The question said back with hardly a word added, or nothing at all."""
    return len(stems & asked) >= 0.75 * len(stems)


def _is_repeated(text: str, seen: list[frozenset[str]]) -> bool:
    """True where an earlier sentence said the same; remembers `text` otherwise."""
    stems = frozenset(words_of(text))
    if not stems:
        return True
    for earlier in seen:
        if len(stems & earlier) >= 0.8 * len(stems | earlier):
            return True
    seen.append(stems)
    return False


def _is_foreign(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    if len(letters) >= 20 and sum(char > "ɏ" for char in letters) > 0.5 * len(letters):
        return True
    words = re.findall(r"[^\W\d_]+", text.lower())
    foreign = sum(word in _FOREIGN for word in words)
    english = sum(word in FUNCTION_WORDS and word not in _FOREIGN for word in words)
    return len(words) >= 8 and foreign >= 0.15 * len(words) and foreign > english
