"""Her words made fit for the note: tidied, never added to.

Without a model: white space, a capital, a label that she typed along. With one: a rewrite that holds
every figure and name of hers and nothing else, by the claim check against her own words alone;
one that fails the check, or does not come, gives way to her words.
"""

import re
from collections.abc import Callable

from coach.claims import Ledger, check_draft
from coach.claims.words import content_stems, is_negated
from coach.domain.notes import FieldName
from coach.engines.protocol import Engine, RewriteRequest
from coach.errors import EngineError
from coach.notes.labels import read_field_label
from coach.notes.patches import fold_words

_SMALL_I = re.compile(r"(?<![\w.'’-])i(?=['’](?:m|d|ll|ve)\b|[ ,;]|$)")
_OPENING = re.compile(r"[a-zß-öø-ÿ]+(?=[\s,.;:!?'’]|$)")
_MOST_ADDED = 0.15  # of her content words: small words that a sentence needs are not counted


def tidy_words(words: str, field: FieldName) -> str:
    """Her words on one line, a capital at the start, "i" as "I", without the field's label."""
    said = fold_words(words)
    label = read_field_label(said)
    if label is not None and label.slot == field and label.rest:
        head = said[: len(said) - len(label.rest)]
        said = label.rest if head.rstrip(" *_").endswith((":", "：")) else said
    said = _SMALL_I.sub("I", said)
    return said[:1].upper() + said[1:] if _OPENING.match(said) else said


def tidied_by(engine: Engine) -> Callable[[str, FieldName], str]:
    """`tidy_words`, by the engine where its rewrite adds nothing and loses nothing."""

    def tidy(words: str, field: FieldName) -> str:
        said = tidy_words(words, field)
        if engine.name == "builtin":
            return said
        try:
            rewritten = tidy_words("".join(engine.rewrite(RewriteRequest(said, field))), field)
        except EngineError:
            return said
        return rewritten if says_the_same(said, rewritten) else said

    return tidy


def says_the_same(words: str, rewritten: str) -> bool:
    """True where every figure, name and result of each stands in the other, and little else is new."""
    if not rewritten or len(rewritten) > 1.3 * len(words) + 20 or is_negated(words) != is_negated(rewritten):
        return False
    if check_draft(rewritten, Ledger().with_said(words)).blanks:
        return False
    if check_draft(words, Ledger().with_said(rewritten)).blanks:
        return False
    had, has = content_stems(words), content_stems(rewritten)
    return len(has - had) <= max(1, _MOST_ADDED * len(had)) and len(had - has) <= max(2, 0.4 * len(had))
