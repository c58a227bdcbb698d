"""What a model is given for each task, and what its reply means in the engine's terms.

Pure: from a request to the values of its prompt, from a checked reply to a Judgement.
Owns how much of a long text a model is shown; the text itself is fenced by the template.
"""

from collections.abc import Sequence
from typing import Any

from coach.domain.grading import Criterion
from coach.domain.passages import Passage
from coach.engines.protocol import (
    CriterionJudgement,
    DraftRequest,
    Judgement,
    JudgeRequest,
    PhraseRequest,
    QuotedWords,
)
from coach.engines.replies import CriterionReply, JudgeReply, QuoteReply, ReferenceReply

MAX_JUDGED = 24_000  # characters of all turns together: half an hour of speech
MAX_POINTS = 10  # of a step; what a longer list adds, nobody says in an interview
MAX_POINT = 160
MAX_PASSAGES = 6
MAX_PASSAGE = 1_500
AFTER = 3  # lines below a story in which its lesson may still stand
MAX_SAID = 4_000
MAX_ACKNOWLEDGED = 300
CUT = "\n[… left out here for length …]\n"


def judge_values(request: JudgeRequest, schema: str) -> dict[str, Any]:
    """The values for `judge` and `judge_reference`."""
    criteria = applying(request)
    shared = _shared_anchors(criteria)
    return {
        "question": request.question,
        "rubric_name": request.rubric.name,
        "shared_anchors": list(shared),
        "criteria": [
            {
                "id": criterion.id,
                "name": criterion.name,
                "points": [clip(point.text, MAX_POINT) for point in criterion.points[:MAX_POINTS]],
                "anchors": [] if _bare_anchors(criterion) == shared else list(criterion.anchors),
            }
            for criterion in criteria
        ],
        "turns": _turns(request),
        "reference": request.reference or "",
        "schema": schema,
    }


def _shared_anchors(criteria: Sequence[Criterion]) -> tuple[str, ...]:
    """The five anchors that all steps of a framework have, said once: a small model's context is short."""
    bare = [_bare_anchors(criterion) for criterion in criteria]
    return next((anchors for anchors in bare if bare.count(anchors) > 1), ())


def _bare_anchors(criterion: Criterion) -> tuple[str, ...]:
    """The anchors without the name that a step's anchors begin with."""
    return tuple(anchor.removeprefix(f"“{criterion.name}”: ") for anchor in criterion.anchors)


def applying(request: JudgeRequest) -> tuple[Criterion, ...]:
    """The criteria that are to be judged."""
    return tuple(criterion for criterion in request.rubric.criteria if criterion.applies)


def is_clipped(request: JudgeRequest) -> bool:
    """True where the turns are longer than what a model is shown."""
    return sum(map(len, request.replies)) > MAX_JUDGED


def _turns(request: JudgeRequest) -> list[dict[str, Any]]:
    total = sum(map(len, request.replies)) or 1
    turns = []
    for number, text in enumerate(request.replies):
        probe = request.probes[number - 1] if 0 < number <= len(request.probes) else ""
        share = len(text) if total <= MAX_JUDGED else max(400, MAX_JUDGED * len(text) // total)
        turns.append({"number": number, "probe": probe, "text": clip(text, share)})
    return turns


def clip(text: str, limit: int) -> str:
    """`text`, or its beginning and its end with a mark between where it is longer than `limit`."""
    if len(text) <= limit:
        return text
    head = limit * 4 // 5
    return text[:head] + CUT + text[len(text) - (limit - head) :]


def missing_criteria(reply: JudgeReply, ids: Sequence[str]) -> list[str]:
    """The ids that the reply does not judge, in order."""
    judged = {criterion.id for criterion in reply.criteria}
    return [name for name in ids if name not in judged]


def judgement_of(
    replies: Sequence[JudgeReply], ids: Sequence[str], warnings: Sequence[str] = ()
) -> Judgement:
    """One Judgement of one reply or of two (the first, then its repair, which counts before it).

    Unknown ids are dropped, and a second word on the same criterion; what is missing stays away.
    """
    found: dict[str, CriterionReply] = {}
    for reply in reversed(replies):
        for criterion in reply.criteria:
            found.setdefault(criterion.id, criterion)
    judged = [found[name] for name in ids if name in found]
    return Judgement(
        criteria=tuple(
            CriterionJudgement(one.id, one.why.strip(), one.level, _quoted(one.quotes)) for one in judged
        ),
        advice=tuple((one.id, one.advice.strip()) for one in judged if one.advice.strip()),
        warnings=tuple(warnings),
    )


def reference_judgement_of(
    reply: ReferenceReply, request: JudgeRequest, warnings: Sequence[str] = ()
) -> Judgement:
    """The score, and with it the one criterion at the level nearest to it (0 is 1, 1 is 5)."""
    level = 1 + round(4 * reply.score)
    return Judgement(
        criteria=tuple(
            CriterionJudgement(criterion.id, reply.why.strip(), level, _quoted(reply.quotes))
            for criterion in applying(request)[:1]
        ),
        score=reply.score,
        warnings=tuple(warnings),
    )


def _quoted(quotes: Sequence[QuoteReply]) -> tuple[QuotedWords, ...]:
    return tuple(QuotedWords(quote.text, quote.turn) for quote in quotes if quote.text.strip())


def phrase_values(request: PhraseRequest) -> dict[str, Any]:
    """The values for `phrase`."""
    probe = request.probe
    item = request.item.text if request.item else ""
    return {
        "kind": request.kind,
        "mode": request.mode,
        "persona": request.persona.strip().lower()[:80],
        "company": request.company.strip()[:80],
        "item": item,
        "gap": probe.gap if probe else "thin",
        "detail": probe.detail[:200] if probe else "",
        "quote": probe.quote[:400] if probe else "",
        "last_question": clip(request.last_question or (item if request.kind == "probe" else ""), 1_500),
        # For a next question it is only acknowledged: the last words will do.
        "last_reply": _last_words(request.last_reply)
        if request.kind == "question"
        else clip(request.last_reply, MAX_SAID),
        "declined": request.declined,
        "passages": _passage_texts(request.passages) if request.kind in {"open", "clarify"} else [],
    }


def _last_words(text: str) -> str:
    """The end of a long reply, from a whole word on."""
    if len(text) <= MAX_ACKNOWLEDGED:
        return text
    return f"… {text[-MAX_ACKNOWLEDGED:].partition(' ')[2]}"


def draft_values(request: DraftRequest) -> dict[str, Any]:
    """The values for `draft`."""
    story = request.story.story if request.story else None
    framework = request.framework.framework if request.framework else None
    return {
        "question": request.question,
        "outline": list(request.outline),
        "story": {
            "title": story.title,
            "parts": [
                {"name": name, "text": clip(part.text, 3_000)} for name, part in story.fields().items()
            ],
        }
        if story
        else None,
        "framework": {
            "name": framework.name,
            "steps": [
                {"name": step.name, "points": [point.text for point in step.points[:6]]}
                for step in framework.steps
            ],
        }
        if framework
        else None,
        "phrases": [line.text for line in request.phrases[:8]],
        "tradeoffs": [line.text for line in request.tradeoffs[:6]],
        "passages": _passage_texts(_beside_the_story(request)),
        "said": [clip(text, MAX_SAID) for text in request.said[-4:]],
    }


def _beside_the_story(request: DraftRequest) -> Sequence[Passage]:
    """The passages that a draft needs: to tell a story, only what stands in the same section as it.

    The rest of her notes stays here: a draft does not need it, and a small model loses itself in it.
    """
    if request.story is None or request.kind != "behavioural":
        return request.passages
    path, story = request.story.path, request.story.story
    return [
        passage
        for passage in request.passages
        if passage.path == path
        and passage.start_line <= story.end_line + AFTER
        and story.line <= passage.end_line
    ]


def _passage_texts(passages: Sequence[Passage]) -> list[str]:
    return [
        f"{' › '.join(passage.heading)}\n{clip(passage.text, MAX_PASSAGE)}".strip()
        for passage in passages[:MAX_PASSAGES]
    ]
