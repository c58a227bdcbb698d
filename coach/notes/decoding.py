"""Bytes of a note to text, line for line as on disk, with broken encoding put right outside code.

Owns the guess of the encoding and the repairs. Refuses to touch code, to guess at meaning, and to
change the number of lines: every repair names its line, before and after.

Mojibake is undone by ftfy (Speer 2019). Two habits of real notes go beyond it: text that lost the
bytes which cp1252 and cp1254 do not define (0x81, 0x8d, 0x8f, 0x90, 0x9d, and in cp1254 also 0x8e and
0x9e), where a closing quote or a variation selector can still be told and an emoji cannot.
"""

import re
from dataclasses import dataclass

from charset_normalizer import from_bytes
from ftfy import TextFixerConfig, fix_text_segment
from ftfy.badness import is_bad

from coach.domain.notes import Repair
from coach.notes.blocks import code_lines
from coach.notes.limits import refuse_outsized

_ENCODING_ONLY = TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    remove_control_chars=False,
    normalization=None,
)

# What the continuation bytes 0x80 to 0xbf look like once read as cp1252, and where bytes were lost.
_CONTINUATION = (
    "".join(
        bytes([byte]).decode("cp1252")
        for byte in range(0x80, 0xC0)
        if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
    )
    + "\x81\x8d\x8f\x90\x9d"
)
_CUT_QUOTE = re.compile(f"â€(?![{_CONTINUATION}])")
_CUT_SELECTOR = re.compile(f"ï¸(?![{_CONTINUATION}])")
# Three characters of an emoji and then one plain space: the fourth byte is gone, it is no emoji any more.
_CUT_EMOJI = re.compile(f"[ğð]Ÿ[{_CONTINUATION}](?= (?! )|$)")
_REST = re.compile(f"(?:[ğð]Ÿ[{_CONTINUATION}]{{0,2}}|â[šœ™][{_CONTINUATION}]?(?=\\s|$)|ï¸)\ufe0f?[ \xa0]?")
_SUSPECT = re.compile(
    "[ÂÃâðğïåäæçèéÄÐÑ][\x80-\xbf\u0152-\u0192\u02c6-\u02dc\u2013-\u2122Ÿ]|[\x80-\x9f]|ðŸ|ğŸ"
)
_INLINE_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a note with `\\n` line ends, what it was encoded in, and what was repaired."""

    text: str
    encoding: str
    repairs: tuple[Repair, ...]


def decode(data: bytes) -> Decoded:
    """Text of `data`. Raises ValueError with the reason, in one clause, where it is no text or too much."""
    text, encoding, repairs = _read(data)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    refuse_outsized(lines)
    suspects = [index for index, line in enumerate(lines) if _is_suspect(line)]
    if suspects:
        code = code_lines(lines)
        for index in suspects:
            if index + 1 in code:
                continue
            before, after = lines[index], _repair_line(lines[index])
            if after != before:
                lines[index] = after
                repairs[index + 1] = Repair(
                    index + 1, repairs[index + 1].before if index + 1 in repairs else before, after
                )
    return Decoded("\n".join(lines), encoding, tuple(repairs[line] for line in sorted(repairs)))


def repair_text(text: str) -> str:
    """One line of text with mojibake put right, as `decode` would read it."""
    return _repair_line(text) if _is_suspect(text) else text


def _read(data: bytes) -> tuple[str, str, dict[int, Repair]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strict(data, "utf-16"), "utf-16", {}
    head = data[:4096]
    if b"\x00" in data:
        if len(head) >= 4 and not head[0::2].count(0) and head[1::2].count(0) * 3 > len(head[1::2]):
            return _strict(data, "utf-16-le"), "utf-16-le", {}
        if len(head) >= 4 and not head[1::2].count(0) and head[0::2].count(0) * 3 > len(head[0::2]):
            return _strict(data, "utf-16-be"), "utf-16-be", {}
        raise ValueError("it is a binary file (it holds NUL bytes)")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text, encoding, repairs = _read_other(data)
    else:
        encoding, repairs = "utf-8", {}
    if len(_CONTROL.findall(text[:20_000])) * 20 > len(text[:20_000]):
        raise ValueError("it is a binary file (it is full of control characters)")
    return text, encoding, repairs


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ValueError(f"it is cut off or not {encoding.upper()}") from error


def _read_other(data: bytes) -> tuple[str, str, dict[int, Repair]]:
    """Not UTF-8 as a whole: a mix of UTF-8 and cp1252 lines, or another encoding throughout."""
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    foreign = [line for line in lines if not line.isascii()]
    broken = [line for line in foreign if not _is_utf8(line)]
    if len(broken) == len(foreign):
        sample = b"\n".join(foreign)[:4096]
        encoding = _guess(sample)
        try:
            return data.decode(encoding), encoding, {}
        except UnicodeDecodeError:
            pass
    texts: list[str] = []
    repairs: dict[int, Repair] = {}
    for number, line in enumerate(lines, start=1):
        if _is_utf8(line):
            texts.append(line.decode("utf-8"))
        else:
            texts.append(line.decode("cp1252", errors="replace"))
            repairs[number] = Repair(number, line.decode("utf-8", errors="replace"), texts[-1])
    mixed = len(broken) < len(foreign)
    return "\n".join(texts).removeprefix("\ufeff"), "mixed" if mixed else "cp1252", repairs if mixed else {}


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _guess(sample: bytes) -> str:
    """cp1252 where few bytes are foreign (Western text), else what the letters look like."""
    foreign = sum(byte >= 0x80 for byte in sample)
    if foreign * 5 < len(sample):
        return "cp1252"
    best = from_bytes(
        sample, cp_isolation=["cp1251", "cp1253", "gb18030", "shift_jis", "euc_kr", "big5", "koi8_r"]
    ).best()
    return best.encoding if best is not None else "cp1252"


def _is_suspect(line: str) -> bool:
    return not line.isascii() and (_SUSPECT.search(line) is not None or is_bad(line))


def _repair_line(line: str) -> str:
    pieces: list[str] = []
    start = 0
    for code in _INLINE_CODE.finditer(line) if "`" in line else ():
        pieces += [_repair(line[start : code.start()]), code.group()]
        start = code.end()
    return "".join([*pieces, _repair(line[start:])])


def _repair(text: str) -> str:
    mended = _CUT_EMOJI.sub("", text)
    if mended != text:
        mended = re.sub(r"^(#{1,6}|[-*+]|\d+[.)]|>) {2,}", r"\1 ", mended)
    mended = _CUT_QUOTE.sub("â€\x9d", mended)
    mended = _CUT_SELECTOR.sub("ï¸\x8f", mended)
    mended = fix_text_segment(mended, _ENCODING_ONLY)
    # A repair may not add a line: U+0085 and U+2028 stay out as well.
    mended = re.sub("[\n\r\x85\u2028\u2029]", " ", mended)
    return _REST.sub("", mended)
