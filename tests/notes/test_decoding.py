import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.notes.decoding import decode


def mangle(text: str, rounds: int = 1) -> str:
    for _ in range(rounds):
        text = text.encode("utf-8").decode("cp1252")
    return text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_become_one_kind_and_lines_stay(end: str) -> None:
    assert decode(end.join(["a", "", "b", ""]).encode()).text == "a\n\nb\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_encodings_are_told_apart(encoding: str) -> None:
    decoded = decode("Zeitplan – größer, übergeben.\nNächste Zeile".encode(encoding))
    assert decoded.text.removeprefix("\ufeff") == "Zeitplan – größer, übergeben.\nNächste Zeile"
    assert decoded.repairs == ()


def test_windows_text_is_read_without_a_repair() -> None:
    decoded = decode("Le dépôt a gagné 35 % – enfin.".encode("cp1252"))
    assert (decoded.text, decoded.encoding, decoded.repairs) == (
        "Le dépôt a gagné 35 % – enfin.",
        "cp1252",
        (),
    )


def test_a_windows_line_in_a_utf8_file_is_one_repair() -> None:
    decoded = decode("über\n".encode() + "größer\n".encode("cp1252") + b"plain")
    assert decoded.text == "über\ngrößer\nplain"
    assert [(repair.line, repair.after) for repair in decoded.repairs] == [(2, "größer")]


@pytest.mark.parametrize("rounds", [1, 2])
def test_mojibake_of_one_and_two_rounds_is_undone_and_reported(rounds: int) -> None:
    broken = mangle("it’s the client’s choice – really", rounds)
    decoded = decode(f"first\n{broken}\nlast".encode())
    assert decoded.text == "first\nit’s the client’s choice – really\nlast"
    [repair] = decoded.repairs
    assert (repair.line, repair.before, repair.after) == (2, broken, "it’s the client’s choice – really")


def test_a_closing_quote_that_lost_its_last_byte_is_still_a_quote() -> None:
    assert decode("always ask â€œHow many?â€".encode()).text == "always ask “How many?”"


def test_a_rest_of_an_emoji_is_taken_out_and_reported() -> None:
    decoded = decode("## ğŸ¯ PLAN\n## âš–ï¸ STEP 4\n## ğŸ§  STEP 2".encode())
    assert decoded.text.split("\n") == ["## PLAN", "## ⚖️ STEP 4", "## 🧠 STEP 2"]
    assert [repair.line for repair in decoded.repairs] == [1, 2, 3]


def test_code_is_left_alone() -> None:
    text = "```\nitâ€™s\n```\nrun `itâ€™s` and itâ€™s done\n\n    itâ€™s\n"
    decoded = decode(text.encode())
    assert decoded.text == "```\nitâ€™s\n```\nrun `itâ€™s` and it’s done\n\n    itâ€™s\n"
    assert [repair.line for repair in decoded.repairs] == [4]


def test_good_text_in_other_letters_is_left_alone() -> None:
    text = "naïve café – “quoted” … Ångström, ação, 任务, задача, ğ is a letter, 5 × 3, © 2024 🎯"
    assert decode(text.encode()).repairs == ()


@pytest.mark.parametrize(
    "data", [b"abc\x00def", b"\x7fELF\x00\x01" * 50, bytes(range(1, 9)) * 40, b"\xff\xfe\x00"]
)
def test_binary_is_refused_with_a_reason(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"binary|cut off"):
        decode(data)


@given(st.text())
def test_no_text_gains_or_loses_a_line(text: str) -> None:
    data = text.replace("\x00", "").encode("utf-8", errors="ignore")
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n")
    try:
        decoded = decode(data)
    except ValueError:
        return
    assert decoded.text.count("\n") == lines
