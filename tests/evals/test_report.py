"""What a run writes down, and what it must not write down."""

import json
import math
from pathlib import Path

from evals.report import Table, describe_run, hash_data, write_results
from evals.statistics import Interval


def test_results_say_how_to_repeat_the_run(tmp_path: Path) -> None:
    data = tmp_path / "set.jsonl"
    data.write_text('{"id": "a"}\n', encoding="utf-8")
    run = describe_run("retrieval", {"k": 5}, [data])
    table = Table("Hits", ("scheme", "recall@5", "seconds"), (("fused", Interval(0.5, 0.25, 0.75, 8), 1.25),))
    as_json, as_markdown = write_results(run, [table], ["One remark."], tmp_path / "out")
    written = json.loads(as_json.read_text(encoding="utf-8"))
    assert written["run"]["datasets"] == {"set.jsonl": hash_data(data)}
    assert written["run"]["commit"]
    assert written["tables"][0]["rows"] == [
        {"scheme": "fused", "recall@5": {"value": 0.5, "low": 0.25, "high": 0.75, "n": 8}, "seconds": 1.25}
    ]
    text = as_markdown.read_text(encoding="utf-8")
    assert "python -m evals retrieval --k 5" in text
    assert "| fused | 0.50 [0.25, 0.75], n = 8 | 1.25 |" in text
    assert "- One remark." in text


def test_no_path_of_the_machine_is_written(tmp_path: Path) -> None:
    arguments = {"notes": tmp_path, "scifact": f"{tmp_path}/somewhere/scifact", "quick": True}
    run = describe_run("retrieval", arguments, [])
    for written in write_results(run, [], folder=tmp_path / "out"):
        text = written.read_text(encoding="utf-8")
        assert str(tmp_path) not in text
        assert "scifact" in text


def test_a_figure_that_is_not_a_number_is_null_in_json(tmp_path: Path) -> None:
    table = Table("Hits", ("auc", "n"), ((math.nan, 0),))
    as_json, _ = write_results(describe_run("x", {}, []), [table], folder=tmp_path)
    assert json.loads(as_json.read_text(encoding="utf-8"))["tables"][0]["rows"] == [{"auc": None, "n": 0}]


def test_the_hash_of_a_folder_changes_with_content_and_with_names(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("one", encoding="utf-8")
    first = hash_data(tmp_path)
    (tmp_path / "a.md").write_text("two", encoding="utf-8")
    second = hash_data(tmp_path)
    (tmp_path / "a.md").rename(tmp_path / "b.md")
    assert len({first, second, hash_data(tmp_path)}) == 3
