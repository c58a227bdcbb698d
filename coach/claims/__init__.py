"""What may be said about her: facts with value, unit, subject and place, and drafts checked against them."""

from coach.claims.check import BLANK, CheckedDraft, check_draft, check_sentence
from coach.claims.conflicts import Contradiction, conflicts, contradictions
from coach.claims.facts import Fact, facts_in
from coach.claims.ledger import Ledger, is_evidence
from coach.claims.prose import split_spoken

__all__ = [
    "BLANK",
    "CheckedDraft",
    "Contradiction",
    "Fact",
    "Ledger",
    "check_draft",
    "check_sentence",
    "conflicts",
    "contradictions",
    "facts_in",
    "is_evidence",
    "split_spoken",
]
