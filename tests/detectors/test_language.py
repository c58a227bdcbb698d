"""English told from other languages by small words."""

import pytest

from coach.detectors.language import looks_foreign


@pytest.mark.parametrize(
    "text",
    [
        "Ich habe das Team geleitet und wir haben die Kosten gesenkt.",
        "En mi último trabajo estaba a cargo de los pagos y el equipo no quería cambiar.",
        "J'ai dirigé une équipe de dix personnes et nous avons réduit les délais.",
        "Я руководил командой и мы сократили расходы",
    ],
)
def test_other_languages(text: str) -> None:
    assert looks_foreign(text)


@pytest.mark.parametrize(
    "text",
    [
        "I led the team in Los Angeles and La Paz, and we cut the cost of the van rental.",
        "Yes.",
        "for i in range(10): print(i)",
        "Cut fields, shipped templates, median 40 minutes.",
        "At De La Rue I owned the pricing page.",
        "",
    ],
)
def test_english(text: str) -> None:
    assert not looks_foreign(text)
