"""A model's words about a level, as far as they stand: its `why`, and what its advice may say.

Owns what is dropped: figures, quotes and names that stand nowhere, a sentence that speaks of
another level than the one given, praise for a 1, "nothing" for a 5, addresses and markup. What is
left of nothing is the anchor of the level, which her rubric already says. Changes no level.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from coach.detectors.figures import find_figures
from coach.detectors.sentences import split_sentences
from coach.domain.grading import Rubric
from coach.engines.protocol import CriterionJudgement, Judgement
from coach.grading.evidence import find_quote

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_OF_THE_TELLING = re.compile(
    r"\b(?:sentences?|words?|seconds?|figures?|numbers?|metrics?|alternatives?|stor(?:y|ies)|reasons?)$",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"\*\*|__|~~|`|^#+\s*")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
_A_LEVEL = re.compile(
    r"\b(?:a|an|the|level|anchor|score|grade|at|for|of|reach(?:es)?|than)\s+[1-5]\b(?!\s*%)"
)
_GIVEN = re.compile(
    r"\b(?:this (?:is|gets|earns|deserves|reaches)|it (?:is|gets|earns|deserves|reaches)|"
    r"(?:so|hence|therefore),?|i (?:give|gave|award)|(?:level|score|grade|rating)(?: is| of| here is|:)?|"
    r"(?:deserves|earns|worth|reaches|merits|gets))\s+(?:you |it )?(?:an? |the |level )?([1-5])\b"
    r"(?!\s*(?:asks?|would|needs?|wants?|requires?|calls?|%|\.\d))",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“([^”]+)”|\"([^\"]+)\"")
_PRAISE = re.compile(
    r"\b(?:clear|clearly|strong|strongly|well|good|great|excellent|fully|concrete|convincing|specific|"
    r"impressive|complete|completely|outstanding|perfect)\b",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"\b(?:no|not|nothing|never|none|nor|nobody|missing|lacks?|lacking|without|only|but|however|yet|too|hardly|"
    r"little|instead|rather|another|other|unclear|off|vague|absent|cannot|fails?|though|although|general|"
    r"keywords?|repeats?|could|would|should|question)\b|n['’]t\b",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"^(?:there (?:is|are|was|were) (?:no|nothing)|no\b|none\b|nothing\b|missing\b|not (?:shown|named|told)|"
    r"you (?:do not|don['’]t|did not|didn['’]t|never|say nothing|"
    r"(?:give|name|show|tell|state|offer) (?:no|nothing)))",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[a-z,;:] )[A-Z][a-z]+(?:[A-Z][a-z]+)*\b")
_ENGLISH = re.compile(
    r"\b(?:the|your|you|and|what|how|say|which|it|as|would|of|to|tell|with)\b", re.IGNORECASE
)
_LONG_QUOTE = 4  # words; a shorter one is a term, not words put into a mouth


def reasons_that_stand(judgement: Judgement, rubric: Rubric, known: Sequence[str]) -> Judgement:
    """`judgement` with each `why` cut to the sentences that stand, "" where none is left.

    `known` are her words and what she was asked; points and anchors of the criterion count too.
    """
    sources = {
        criterion.id: (
            *known,
            *(point.text for point in criterion.points),
            *criterion.anchors,
            criterion.name,
        )
        for criterion in rubric.criteria
    }
    return replace(
        judgement,
        criteria=tuple(
            replace(raw, why=_why(raw, sources.get(raw.criterion_id, tuple(known))))
            for raw in judgement.criteria
        ),
    )


def _why(raw: CriterionJudgement, known: Sequence[str]) -> str:
    why = without_markup(raw.why)
    kept = [
        sentence.text
        for sentence in split_sentences(why)
        if _is_of_level(sentence.text, raw.level)
        and figures_stand(_A_LEVEL.sub("", sentence.text), known)
        and quotes_stand(sentence.text, known)
        and not _ADDRESS.search(sentence.text)
    ]
    text = " ".join(kept)
    if raw.level == 1 and _PRAISE.search(text) and not _LIMIT.search(text):
        return ""
    if raw.level in (4, 5) and kept and all(_NOTHING.match(sentence) for sentence in kept):
        return ""
    return text


def _is_of_level(sentence: str, level: int | None) -> bool:
    """Whether no other level is named as the one that is given."""
    return all(found.group(1) == str(level) for found in _GIVEN.finditer(sentence))


def without_markup(text: str) -> str:
    """`text` on one line, without tags, links and emphasis."""
    plain = _LINK.sub(r"\1", _TAG.sub("", text))
    return " ".join(_MARKS.sub("", plain).split())


def figures_stand(text: str, known: Sequence[str]) -> bool:
    """Whether each figure of `text` stands in one of `known`, or is about the telling itself."""
    figures = {_bare(figure.text) for source in known for figure in find_figures(source)}
    numbers = {number for source in known for number in _NUMBER.findall(_bare(source))}
    # "in two sentences" is about the telling; a bare number may be hers with another unit beside it.
    return all(
        _bare(figure.text) in figures
        or _bare(figure.text) in numbers
        or _OF_THE_TELLING.search(figure.text) is not None
        for figure in find_figures(text)
    )


def quotes_stand(text: str, known: Sequence[str]) -> bool:
    """Whether what `text` quotes at length was said or asked by somebody."""
    quotes = [next(filter(None, found.groups())) for found in _QUOTED.finditer(text)]
    return all(
        len(quote.split()) < _LONG_QUOTE or any(find_quote(quote, source) for source in known)
        for quote in quotes
    )


def names_stand(text: str, known: Sequence[str]) -> bool:
    """Whether each capitalised name inside an English sentence stands in one of `known`."""
    if len(_ENGLISH.findall(text)) < 2:  # other languages write more with capitals
        return True
    told = " ".join(known).casefold()
    return all(name.casefold() in told for name in _NAME.findall(_QUOTED.sub("", text)))


def has_address(text: str) -> bool:
    """Whether `text` sends her to some address."""
    return _ADDRESS.search(text) is not None


def _bare(figure: str) -> str:
    return re.sub(r"[\s,]+", "", figure.casefold()).replace("percent", "%")
