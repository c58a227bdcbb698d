"""`python -m evals`: the list, and an unknown name."""

from pathlib import Path

import pytest

import evals.__main__ as command


def test_the_list_names_each_program_with_its_first_docstring_line(tmp_path: Path) -> None:
    (tmp_path / "speed.py").write_text(
        '"""How fast it is.\n\nMore."""\n\ndef main(arguments):\n    return 0\n', encoding="utf-8"
    )
    (tmp_path / "helper.py").write_text('"""Not a program."""\n', encoding="utf-8")
    assert command.find_programs(tmp_path) == {"speed": "How fast it is."}


def test_without_a_name_it_lists(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run([]) == 0
    listed = capsys.readouterr().out
    assert "retrieval" in listed
    assert "statistics" not in listed


def test_an_unknown_name_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(["retreival"]) == 2
    assert "no program 'retreival'" in capsys.readouterr().err
