"""How much one note may hold: more than a person writes is refused before it costs seconds.

The bounds are far above real notes (2 MB of prose is read) and every pass behind them is linear, so that
the worst note that is read takes about a second.
"""

import re
from collections.abc import Sequence

MAX_LINES = 30_000  # 2 MB of prose broken at 72 columns are 28,000
MAX_MARKED = 8_000  # lines that say something by their form: items, headings, table rows, labels, arrows
MAX_FRAMEWORKS = 300

# Opens with a mark or a counter, or holds a label's colon or two arrows.
_MARKED = re.compile(
    r"\s*(?:[^\w\s\"“„'‘’«]|\w{1,9}[.)](?:\s|$)|(?:_|__)\S)|[^\n]*?(?:[:：](?:\s|\*|$)|[一-鿿][:：])"
    r"|(?:[^\n]*?(?:[→⟶➔➜➝➡⇒⟹»›]|[=—–-]>|\s>{1,2}\s)){2}"
)


class OutsizedError(ValueError):
    """A note that holds more than is read; the message is one clause."""


def refuse_outsized(lines: Sequence[str]) -> None:
    """Raises OutsizedError where `lines` are too many, or too many of them are more than prose."""
    if len(lines) > MAX_LINES:
        raise OutsizedError(f"it has more than {MAX_LINES:,} lines")
    if (
        len(lines) > MAX_MARKED
        and sum(_MARKED.match(line[:2_000]) is not None for line in lines) > MAX_MARKED
    ):
        raise OutsizedError(f"it has more than {MAX_MARKED:,} list items, headings, table rows and labels")


def refuse_frameworks(count: int) -> None:
    """Raises OutsizedError where a note seems to tell more frameworks than anyone knows."""
    if count > MAX_FRAMEWORKS:
        raise OutsizedError(f"it seems to hold more than {MAX_FRAMEWORKS} frameworks")
