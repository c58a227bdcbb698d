import pytest

from coach.index.answerable import is_answerable
from coach.index.fusion import fuse_ranks


def test_an_item_that_both_rankings_have_beats_one_that_leads_a_single_one() -> None:
    scores = fuse_ranks([([1, 2, 3], 1.0), ([4, 2], 1.0)])
    assert max(scores, key=scores.__getitem__) == 2
    assert scores[1] == scores[4] == pytest.approx(1 / 61)
    assert scores[2] == pytest.approx(2 / 62)


def test_a_ranking_of_little_weight_cannot_overturn_the_other() -> None:
    scores = fuse_ranks([([1, 2], 1.0), ([2, 1], 0.1)])
    assert scores[1] > scores[2]


def test_the_words_of_a_question_lift_it_over_the_threshold_and_no_more() -> None:
    assert is_answerable(0.28, 0.5)
    assert not is_answerable(0.28, 0.0)
    assert not is_answerable(0.15, 1.0)
    assert is_answerable(None, 0.5)
    assert not is_answerable(None, 0.1)
