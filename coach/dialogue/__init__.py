"""A whole turn, from her message to what is saved: `Coach.respond` in `coach.py`."""

from coach.dialogue.coach import Coach
from coach.dialogue.conversation import Conversation

__all__ = ["Coach", "Conversation"]
