"""Programs that measure quality and speed: `uv run python -m evals NAME`. They never gate the tests.

A program is a module in this folder with a function `main(arguments) -> int`; the first
line of its docstring is what the list shows. Results stand in `results/`, as JSON for
programs and as Markdown for people, each with the commit, the arguments and a hash of
its data.
"""
