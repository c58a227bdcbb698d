"""All her stories in one view, and her questions set against them. Pure: notes and grades in, values out."""

from coach.bank.coverage import AskedQuestion, CoverageMap, CoveredQuestion, MappedStory, coverage
from coach.bank.rehearsals import Rehearsal
from coach.bank.stories import BankedStory, story_bank

__all__ = [
    "AskedQuestion",
    "BankedStory",
    "CoverageMap",
    "CoveredQuestion",
    "MappedStory",
    "Rehearsal",
    "coverage",
    "story_bank",
]
