"""Blanks: what a draft shows where nothing of hers can stand. Visible, and worded so that she can fill it."""

import re

from coach.domain.notes import FieldName

BLANK = re.compile(r"\[(?:your\b[^\]\n]*|name)\]", re.IGNORECASE)
FIELD_BLANKS: dict[FieldName, str] = {
    "situation": "[your situation: where it was, and who was stuck]",
    "task": "[your task: what you had to get done, and by when]",
    "action": "[your action: the steps that you took yourself]",
    "result": "[your result: what changed, with a number]",
}
