""" "How would I answer X": the story, the outline to speak from, and the draft with every claim traced."""

from coach.answering.answer import Plan, checked_stream, finish, ledger_for, prepare
from coach.answering.shapes import answer_json, answer_markdown

__all__ = ["Plan", "answer_json", "answer_markdown", "checked_stream", "finish", "ledger_for", "prepare"]
