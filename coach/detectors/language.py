"""Whether an answer is in English, as far as its small words show. Does not guess which other language."""

import re

_ENGLISH_WORDS = (
    "the and to of a in i we was is it that for my our with they this on had were not but so because you have"
    " be at as from what when how would did"
)
_OTHER_WORDS = (
    "de la el los las que und der die das ich nicht wir ein eine mit für auf les des est nous vous une dans"
    " pour avec sur para com não uma il che di per sono het een van niet och att det som jag på ale nie się"
    " jest że en por como mas yo mi su le lo del habe haben war weil aber und den dem sehr estaba era pero"
    " je j'ai mais avons ma mes ho ma con non ik wij maar omdat"
)
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_OTHERS = frozenset(_OTHER_WORDS.split())
_FEWEST = 6  # words; fewer may be a name or a quotation


def looks_foreign(text: str) -> bool:
    """True where the small words are those of another language, or most letters are not Latin."""
    letters = [char for char in text if char.isalpha()]
    if len(letters) >= 12 and sum(ord(char) > 0x24F for char in letters) * 2 > len(letters):
        return True
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text.casefold())
    others = sum(word in _OTHERS for word in words)
    english = sum(word in _ENGLISH for word in words)
    return len(words) >= _FEWEST and others >= 0.15 * len(words) and others > 2 * english
