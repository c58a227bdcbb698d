"""What of hers fits a question: the story to tell, the framework to follow."""

from coach.matching.matcher import Matcher, find_tradeoffs, tradeoffs_of

__all__ = ["Matcher", "find_tradeoffs", "tradeoffs_of"]
