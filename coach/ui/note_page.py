"""The page of one note: numbered lines, the cited one marked. Reads the indexed text, never the disk."""

from html import escape

from coach.domain.notes import Note

_STYLE = """
:root{color-scheme:light dark}body{font:14px/1.5 ui-monospace,Menlo,Consolas,monospace;margin:0;padding:.5rem}
h1{font:600 14px system-ui,sans-serif;margin:.2rem 0 .6rem}ol{list-style:none;margin:0;padding:0}
li{display:flex;gap:.7rem;padding:0 .3rem;white-space:pre-wrap;overflow-wrap:anywhere}
li b{flex:none;width:2.4rem;text-align:right;font-weight:400;opacity:.6;user-select:none}
li.cited{background:#fde68a;color:#1c1917;border-radius:4px}p{font:14px system-ui,sans-serif;opacity:.8}
"""
EMPTY = "Click a reference such as “stories.md:12” and the passage opens here."


def note_page(note: Note | None, line: int | None) -> str:
    """A whole HTML document. Without a note it says what this panel is for."""
    if note is None:
        return _document(f"<p>{EMPTY}</p>")
    lines = "".join(
        f'<li id="L{number}"{" class=cited" if number == line else ""}>'
        f"<b>{number}</b><span>{escape(text)}</span></li>"
        for number, text in enumerate(note.text.split("\n"), start=1)
    )
    return _document(f"<h1>{escape(note.path)}</h1><ol>{lines}</ol>")


def _document(body: str) -> str:
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Note</title>'
        f"<style>{_STYLE}</style><body>{body}</body></html>"
    )
