import numpy as np
import pytest

from coach.index.lexical import Lexical, words

TEXTS = [
    "The ferry crashed twice",
    "Pricing a ferry seat",
    "Lawn robots in parks",
    "Überlegungen zur Preisfindung",
]


def test_words_are_folded_and_stemmed_in_any_script() -> None:
    assert words("Prioritising the FERRIES’ prices") == words("prioritise ferry price")[:0] + words(
        "prioritising ferries prices"
    )
    assert words("Prices") == words("price")
    assert words("crashed") == words("crashes") == words("crashing")
    assert words("Straße") == words("STRASSE")
    assert words("試験 два") == ["試験", "два"]
    assert words("What would you do?") == []


def test_scores_order_by_shared_words() -> None:
    lexical = Lexical(TEXTS)
    assert int(np.argmax(lexical.scores("ferry crashes"))) == 0
    assert lexical.scores("ferry crashes")[2] == 0
    assert int(np.argmax(lexical.scores("überlegungen"))) == 3


@pytest.mark.parametrize("texts", [[], ["..."], ["the", "of"]])
def test_nothing_to_find_scores_nothing(texts: list[str]) -> None:
    lexical = Lexical(texts)
    assert lexical.scores("ferry").tolist() == [0.0] * len(texts)


def test_coverage_counts_words_by_rarity() -> None:
    lexical = Lexical(TEXTS)
    assert lexical.coverage("ferry crashes", 0) == pytest.approx(1)
    common, unheard = lexical.coverage("ferry crashed", 1), lexical.coverage("ferry zeppelin", 1)
    assert 0 < unheard < common < 0.5
    assert lexical.coverage("what would you do", 0) == 0
