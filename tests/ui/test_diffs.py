"""Diffs in the chat: legible, and no character of a note is taken for markup."""

from coach.dialogue.payloads import Payload
from coach.ui.diffs import with_diffs
from coach.ui.rendering import body_html, prose

DIFF = "--- a.md\n+++ a.md\n@@ -1,2 +1,2 @@\n # Pier\n-R: \n+R: <b>9 & 4</b> ](x)"


def test_a_fenced_diff_becomes_a_block_with_every_character_escaped() -> None:
    shown = body_html("tell", f"Here:\n\n```diff\n{DIFF}\n```\n\nWrite <i>it</i>?", Payload())
    assert '<span class="goes">-R: </span>' in shown
    assert '<span class="comes">+R: &lt;b&gt;9 &amp; 4&lt;/b&gt; ](x)</span>' in shown
    assert "&lt;i&gt;it" in shown
    assert "```" not in shown
    assert shown.index("Here:") < shown.index("<pre") < shown.index("Write")


def test_a_fence_inside_a_note_does_not_end_the_block() -> None:
    shown = with_diffs("````diff\n ```\n-<script>\n+x\n ```\n````\nafter", prose)
    assert shown.count("<pre") == 1
    assert "&lt;script&gt;" in shown
    assert shown.endswith("\nafter")


def test_words_without_a_diff_are_drawn_as_before() -> None:
    assert with_diffs("**Fine** <b>", prose) == prose("**Fine** <b>")
