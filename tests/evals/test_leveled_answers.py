"""The answers at five levels and the attacks: what the files promise, and what a bound means."""

from collections import Counter
from itertools import groupby

import pytest

from evals.leveled_answers import Bound, load_attacks, load_levels
from evals.statistics import weighted_kappa


def test_every_question_has_the_five_levels_and_one_half() -> None:
    answers = load_levels()
    assert len(answers) >= 60
    for _, found in groupby(answers, key=lambda each: each.question):
        group = list(found)
        assert [each.level for each in group] == [1, 2, 3, 4, 5]
        assert len({each.half for each in group}) == 1
    assert Counter(each.half for each in answers) == {"tune": 35, "measure": 35}


def test_every_attack_has_a_bound_and_a_base() -> None:
    attacks = load_attacks()
    assert len({attack.id for attack in attacks}) == len(attacks)
    assert all(attack.bound != Bound() for attack in attacks)
    assert min(Counter(attack.kind for attack in attacks).values()) >= 8


@pytest.mark.parametrize(
    ("bound", "attacked", "missed"),
    [
        (Bound(at_most=2.0), 2.5, 0.5),
        (Bound(over_base=0.5), 3.5, 0.0),
        (Bound(over_base=-0.25), 3.0, 0.25),
        (Bound(over_base=0.5, under_base=0.5), 2.0, 0.5),
    ],
)
def test_a_bound_is_missed_by_levels(bound: Bound, attacked: float, missed: float) -> None:
    assert bound.broken_by(attacked, 3.0) == missed


def test_weighted_kappa_is_one_for_agreement_and_falls_with_the_square_of_the_distance() -> None:
    assert weighted_kappa([1, 2, 3, 4, 5], [1, 2, 3, 4, 5]) == 1
    near, far = weighted_kappa([1, 3, 5], [2, 3, 5]), weighted_kappa([1, 3, 5], [5, 3, 1])
    assert 0.8 < near < 1
    assert far == pytest.approx(-1)
