"""Questions that an interviewer may ask: told by how they open, whom they address and where they stand.

Left out: what she will ask herself, the points of a framework, key phrases, and questions that an
article asks its reader in running text.
"""

import re
from collections.abc import Iterable, Iterator, Set
from itertools import chain

from coach.domain.notes import Question, Story
from coach.notes.blocks import Block
from coach.notes.labels import read_question_label, script_kind_of
from coach.notes.outline import Part
from coach.notes.wording import is_quoted, name_of, plain, unquote, word_count

_REQUEST = re.compile(
    r"(?i)(?:please )?(?:(?:can|could|would) you )?(?:"
    r"tell (?:me|us) (?:about|how|why|what|of)|walk (?:me|us) through|talk (?:me|us) through"
    r"|talk (?:to me |to us )?about (?:a|an|one|your|some)\b"
    r"|describe (?:a|an|the|your|one|how|to (?:me|us)|yourself|something)\b"
    r"|give (?:me |us )?an? (?:\w+ )?example|share (?:a|an|one|some|your)\b|explain (?:a|how you|to me)\b"
    r"|name (?:a|one) (?:time|difficult|project)|introduce yourself|sell me|convince me"
    r"|cuéntame|háblame|describe una|erzählen sie|beschreiben sie|parlez-moi|décrivez|racontez|conte-me"
    r"|fale (?:me )?sobre)"
)
# After a first sentence only what nobody says to a reader: "Usage fell by half. Walk me through it."
_REQUEST_AFTER = re.compile(r"(?i)(?:walk|talk) me through|tell me (?:about|how|what)|give me an example")
_HOW_YOU = re.compile(
    r"(?i)(?:how|what|why|when|where|which|who) (?:\w+ ){0,2}?"
    r"(?:do|did|would|have|are|were|was|is|can|should|will|could|might)\b.*\byou(?:r|rself)?\b"
    r"|(?:have|did|do|are|were|can|could|would) you\b|if you\b|where do you\b"
    r"|what(?:'s| is| are| was) (?:your|the most|the biggest|one|something)\b"
    r"|why (?:you|us|this|our|are|do|should)\b|what (?:\w+ ){1,3}(?:do|did|would|are) you\b"
)
_BEHAVIOURAL_START = re.compile(
    r"(?i)how (?:do|did|would|have) you\b|what (?:does|do|did) success\b|why (?:do you want|should we)\b"
)
_ASKING_PLACE = re.compile(
    r"(?i)\b(?:questions?|behaviou?rals?|prompts?|star|stories|q\s?&\s?a|asked"
    r"|(?:they|may|might|likely to|could) (?:\w+ )?ask)\b"
)
_MEASURES = re.compile(
    r"(?i)\b(?:criteria|rubrics?|evaluat\w+|signals?|focus areas|looks? for|looking for|checklist)\b"
)
_YES_NO = re.compile(r"(?i)(?:do|did|are|were|was|is|can|could|will|have|has|should|would) ")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_SPOKEN = re.compile(r"[\"“]([^\"“”]{6,300})[\"”]")
_NOT_HERS = re.compile(r"(?i)(?:would|do) you (?:like|want) me to\b|shall i\b|want me to\b|let me know\b")
_QUESTION_COLUMN = re.compile(r"(?i)(?:sample |example |interview )?(?:questions?|prompts?)$")
_AGAIN = re.compile(r"(?i)\W*(?:.{0,40}\^|(?:same|see|as) (?:as )?above.*|ditto|idem)\W*$")
_ENUMERATION = re.compile(r"^(?:(?:Q|question)\s?\d{0,3}\s*[.:)]|\d{1,3}\s*[.:)])\s*(?=\S)", re.IGNORECASE)
MAX_QUESTION_WORDS = 60


def clean_question(raw: str) -> str:
    """The words of a question, without marks, number and quotes."""
    text = unquote(_ENUMERATION.sub("", unquote(plain(raw))))
    asked, colon, _ = text.partition(": ")
    # "Tell me about yourself: keep it to a minute" asks what stands before the colon.
    return asked if colon and _REQUEST.match(asked) and word_count(asked) >= 4 else text


def questions_asked(line: str) -> tuple[str, ...]:
    """The questions behind a label: `Q: …`, `Asked as: "…", "…"`."""
    rest = plain(read_question_label(line) or "")
    spoken = [clean_question(text) for text in _SPOKEN.findall(rest)] or [clean_question(rest)]
    return tuple(text for text in spoken if is_question(text, asking_place=True, quoted=True))


def refers_back(raw: str) -> bool:
    """True for "Another one for ^", "same as above": it answers the question before it."""
    return _AGAIN.match(plain(raw)) is not None


def is_request(text: str) -> bool:
    """True where the words can only be an interviewer's: "Tell me about…", "How do you…"."""
    if not 3 <= word_count(text) <= MAX_QUESTION_WORDS or _NOT_HERS.match(text):
        return False
    if _REQUEST.match(text) or _BEHAVIOURAL_START.match(text):
        return True
    return any(_REQUEST_AFTER.match(sentence) for sentence in _SENTENCE_END.split(text)[1:3])


def is_question(text: str, *, asking_place: bool = False, quoted: bool = False) -> bool:
    """True where `text` (clean) may be asked of her."""
    if is_request(text):
        return True
    if asking_place and quoted and 4 <= word_count(text) <= MAX_QUESTION_WORDS and not _NOT_HERS.match(text):
        return True
    if not text.endswith("?") or not 3 <= word_count(text) <= MAX_QUESTION_WORDS or _NOT_HERS.match(text):
        return False
    if asking_place or quoted:
        return True
    if _YES_NO.match(text):
        return False
    sentences = _SENTENCE_END.split(text)
    return any(_HOW_YOU.match(sentence) for sentence in sentences) and len(sentences) <= 4


def find_questions(root: Part, taken: Set[int], told: Iterable[Story] = ()) -> tuple[Question, ...]:
    """Every question of a note once, in its order, those that its stories answer among them.

    `taken` are lines that belong to something else.
    """
    found: dict[str, Question] = {}
    answered = ((question, story.line) for story in told for question in story.questions)
    for text, line in chain(_candidates(root, taken), answered):
        found.setdefault(text.casefold().rstrip(" ?.!"), Question(text, line))
    return tuple(sorted(found.values(), key=lambda question: question.line))


def _candidates(root: Part, taken: Set[int]) -> Iterator[tuple[str, int]]:
    for part in root.walk():
        if part.line in taken or any(
            script_kind_of(above.name) == "questions_to_ask" for above in (*part.path, part)
        ):
            continue
        if _MEASURES.search(part.name):
            continue
        asking = is_asking_place(part)
        if part.level:
            name = clean_question(name_of(part.raw))
            if is_request(name) or (is_question(name) and (asking or is_quoted(plain(part.raw)))):
                yield name, part.line
        for block in part.blocks:
            yield from _in_block(block, taken, asking, top=True)


def is_asking_place(part: Part) -> bool:
    """True under a heading such as "Behavioural questions"."""
    return any(_ASKING_PLACE.search(above.name) for above in (*part.path[-1:], part))


def _in_block(block: Block, taken: Set[int], asking: bool, *, top: bool) -> Iterator[tuple[str, int]]:
    if block.start in taken and block.kind in ("item", "paragraph", "quote"):
        return
    if block.kind == "list":
        for item in block.children:
            yield from _in_block(item, taken, asking, top=top)
    elif block.kind == "item":
        yield from _item(block, asking, top=top)
        for child in block.children:
            if child.kind == "list":
                yield from _in_block(child, taken, asking, top=top and child.start == block.start)
    elif block.kind == "quote":
        for child in block.children:
            yield from _in_block(child, taken, asking, top=top)
    elif block.kind == "paragraph":
        yield from _paragraph(block, taken)
    elif block.kind == "table":
        yield from _table(block)


def _paragraph(block: Block, taken: Set[int]) -> Iterator[tuple[str, int]]:
    """A paragraph that is one question, or a line of it that is marked as one."""
    text = clean_question(block.text)
    quoted = is_quoted(plain(block.text))
    if len(block.lines) <= 2 and (_REQUEST.match(text) or quoted) and is_question(text, quoted=quoted):
        yield text, block.start
        return
    for line in block.lines:
        if line.line in taken:
            continue
        if read_question_label(line.text) is not None:
            yield from ((text, line.line) for text in questions_asked(line.text))
        elif line.text.startswith(("**", "__", "[!")):
            text = clean_question(line.text)
            if is_question(text, asking_place=True):
                yield text, line.line


def _table(table: Block) -> Iterator[tuple[str, int]]:
    heads = table.rows[0].cells if table.rows else ()
    columns = [i for i, cell in enumerate(heads) if _QUESTION_COLUMN.match(plain(cell))]
    for row in table.rows[1:]:
        for column in columns:
            raw = plain(row.cells[column]) if column < len(row.cells) else ""
            texts = _SPOKEN.findall(raw) or [clean_question(raw)]
            yield from ((text, row.line) for text in texts if is_question(text, asking_place=True))


def _item(item: Block, asking: bool, *, top: bool) -> Iterator[tuple[str, int]]:
    if not item.children:
        return
    first = item.children[0]
    if first.kind == "list":  # "1. - …": the question stands one marker further in
        return
    raw = item.text
    text = clean_question(raw)
    if is_question(text, asking_place=asking and top, quoted=is_quoted(plain(raw))):
        yield text, item.start
    for line in first.lines[1:]:
        yield from ((text, line.line) for text in questions_asked(line.text))
