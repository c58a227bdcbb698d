"""Raw Markdown text to plain words: no marks, no rests of links, no quotes around a question.

Owns what a name, a title or a point looks like once read. Every pattern here is linear in its input.
"""

import re
import unicodedata
from functools import lru_cache

_WIKILINK = re.compile(r"!?\[\[([^\[\]|\n]{0,300})(?:\|([^\[\]\n]{0,300}))?\]\]")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\n]{0,600}\)")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>")
_COMMENT = re.compile(r"%%[^%\n]{0,500}%%|<!--[^\n]{0,500}?-->")
_MARKS = re.compile(
    r"(?<![\w*])\*{1,3}(?=\S)|(?<=\S)\*{1,3}(?![\w*])|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|~~|==|`"
)
_INITIAL = re.compile(r"(?:\*\*|__)([^\W\d_])(?:\*\*|__)(?=\w)")  # "**R**each"
_BLOCK_ID = re.compile(r"(?:^| )\^[A-Za-z0-9-]+$")
_FOOTNOTE = re.compile(r"\[\^[\w-]{1,40}\]:? ?")
_INLINE_FIELD = re.compile(r"[\[(][A-Za-z][\w -]{0,30}:: ?([^\[\]()\n]{0,300})[\])]")
_LAST_TAGS = re.compile(r"(?:(?:^|(?<=\s))#[^\W\d_][\w/-]{0,60}\s{0,3}){1,12}$")
_PICTURE = re.compile(
    r"!\[\[[^\[\]\n]{1,300}\.(?:png|jpe?g|gif|svg|webp|pdf|mp[34]|canvas)(?:[|#][^\[\]\n]{0,100})?\]\]"
)
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u2060\ufeff\u00ad\x00-\x08\x0e-\x1f]")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~“”])")  # what CommonMark lets one escape
_STRAY_ESCAPE = re.compile(r"(?<=[“\"])\\")
_HIDDEN = 0x10FF00  # an escaped mark is a character of this private range while marks are taken off
_SHOWN = re.compile("[\U0010ff00-\U0010ff7f]")
_TASK = re.compile(r"^\[[ xX/-]\] ")
_CALLOUT = re.compile(r"^\[![\w-]{2,20}\][+-]? *")
_CLOSING_HASHES = re.compile(r" #+ *$")
_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7af]")
_SPACES = re.compile(r"\s+")
_QUOTES = '"“”„«»‟❝❞「」'
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """`text` without Markdown marks, on one line."""
    if "::" in text:
        text = _INLINE_FIELD.sub(r"\1", text)
    escaped = "\\" in text
    if escaped:
        text = _ESCAPED.sub(lambda m: chr(_HIDDEN + ord(m[1])) if m[1].isascii() else m[1], text)
    if "[" in text:
        text = _FOOTNOTE.sub("", _PICTURE.sub("", text))
        text = _WIKILINK.sub(lambda m: m[2] or m[1].split("#")[0].rsplit("/", 1)[-1], text)
        text = _LINK.sub(r"\1", text)
        text = _CALLOUT.sub("", _TASK.sub("", text))
    if "<" in text or "%%" in text:
        text = _COMMENT.sub("", text)
        text = _TAG.sub("", text)
    text = _INVISIBLE.sub("", _BLOCK_ID.sub("", text))
    if "#" in text:
        text = _LAST_TAGS.sub("", text)
    if "*" in text or "_" in text or "`" in text or "~~" in text or "==" in text:
        text = _MARKS.sub("", _INITIAL.sub(r"\1", text))
    if escaped:
        text = _SHOWN.sub(lambda m: chr(ord(m[0]) - _HIDDEN), _STRAY_ESCAPE.sub("", text))
    return _SPACES.sub(" ", text).strip()


def name_of(text: str) -> str:
    """A heading or label as a name: plain, no emoji at its ends, no closing colon, shouting calmed down."""
    name = _strip_symbols(plain(_CLOSING_HASHES.sub("", text))).rstrip(" :：").strip()
    letters = [char for char in name if char.isalpha()]
    if len(name.split()) > 1 and len(letters) > 8 and all(char.isupper() for char in letters):
        name = name.lower()
        name = name[:1].upper() + name[1:]
    return name


def unquote(text: str) -> str:
    """`text` without quotation marks around the whole of it, balanced or not."""
    stripped = text.strip().lstrip("-–— ").strip()
    if stripped[:1] in _QUOTES or stripped[-1:] in _QUOTES:
        inner = stripped.strip(_QUOTES + " ")
        if not any(mark in inner for mark in _QUOTES):
            return inner
    return stripped


def is_quoted(text: str) -> bool:
    """True where the whole of `text` stands in quotation marks."""
    stripped = text.strip().lstrip("-–— ").strip()
    return len(stripped) > 2 and stripped[0] in _QUOTES and stripped.rstrip(".").endswith(tuple(_QUOTES))


def word_count(text: str) -> int:
    """Words in `text`; a Chinese, Japanese or Korean character counts as half a word."""
    wide = 0 if text.isascii() else len(_WIDE.findall(text))
    return (wide + 1) // 2 if wide else len(WORD.findall(text))


def stems(text: str) -> frozenset[str]:
    """First letters of the words that carry meaning: "prioritize" and "prioritization" share theirs."""
    found = (word.casefold() for word in WORD.findall(text.replace("/", " ")))
    return frozenset(
        word[:5] if len(word) > 4 else word[:4] for word in found if len(word) > 2 and word not in _SMALL
    )


_SMALL = frozenset(
    [
        "the",
        "and",
        "for",
        "with",
        "your",
        "our",
        "their",
        "this",
        "that",
        "from",
        "into",
        "ask",
        "set",
        "plan",
        "step",
    ]
)


def key_of(text: str) -> str:
    """What two names share when they mean the same note: case, white space and Unicode form set aside."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip().casefold()


def _strip_symbols(text: str) -> str:
    start, end = 0, len(text)
    while start < end and _is_symbol(text[start]):
        start += 1
    while end > start and _is_symbol(text[end - 1]):
        end -= 1
    return text[start:end].strip() or text.strip()


def _is_symbol(char: str) -> bool:
    return char in " \u200d\ufe0f\ufe0e" or (
        unicodedata.category(char) in ("So", "Cn", "Co", "Sk", "Mn") and not char.isalnum()
    )
