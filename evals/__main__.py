"""`python -m evals`: the list of programs; `python -m evals NAME [options]`: one of them."""

import ast
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path


def find_programs(folder: Path) -> dict[str, str]:
    """Name and first docstring line of every program in `folder`, read without importing any."""
    programs: dict[str, str] = {}
    for path in sorted(folder.glob("[a-z]*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if any(isinstance(node, ast.FunctionDef) and node.name == "main" for node in tree.body):
            programs[path.stem] = (ast.get_docstring(tree) or "").partition("\n")[0]
    return programs


def run(arguments: Sequence[str]) -> int:
    """Run the program that is named first, or list what there is (exit code 2 for an unknown name)."""
    programs = find_programs(Path(__file__).parent)
    wanted = arguments[0] if arguments else ""
    if wanted in programs:
        code: int = importlib.import_module(f"evals.{wanted}").main(arguments[1:])
        return code
    unknown = bool(wanted) and wanted not in ("-h", "--help")
    out = sys.stderr if unknown else sys.stdout
    if unknown:
        print(f"There is no program {wanted!r}.", file=out)
    print("uv run python -m evals NAME [--help]\n", file=out)
    for name, summary in programs.items():
        print(f"  {name:<14} {summary}", file=out)
    return 2 if unknown else 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
