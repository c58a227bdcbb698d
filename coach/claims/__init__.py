"""What may be said about her: facts with value, unit, subject and place, and drafts checked against them."""

from coach.claims.blanks import BLANK, FIELD_BLANKS
from coach.claims.check import CheckedDraft, check_draft, check_sentence
from coach.claims.conflicts import Contradiction, conflicting_figures, conflicts, contradictions
from coach.claims.facts import Fact, facts_in
from coach.claims.ledger import Ledger, is_evidence
from coach.claims.prose import Span, split_spoken
from coach.claims.spoken import spoken_sentences, tidy, unquoted

__all__ = [
    "BLANK",
    "FIELD_BLANKS",
    "CheckedDraft",
    "Contradiction",
    "Fact",
    "Ledger",
    "Span",
    "check_draft",
    "check_sentence",
    "conflicting_figures",
    "conflicts",
    "contradictions",
    "facts_in",
    "is_evidence",
    "split_spoken",
    "spoken_sentences",
    "tidy",
    "unquoted",
]
