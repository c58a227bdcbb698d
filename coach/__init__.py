"""An interview coach that runs on a candidate's own notes.

Read it top down: `cli` and `ui` are thin, `app` wires, `dialogue` is a whole turn,
`interview`, `grading` and `answering` are the rules, and everything below them
serves those. `docs/architecture.md` has the picture; `pyproject.toml` enforces it.
"""

__version__ = "0.1.0"
