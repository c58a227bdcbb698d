import json

from coach.domain.notes import Note, Vault
from coach.notes.dump import note_json, skipped_json


def test_the_dump_has_the_documented_shape(bank: Note, samples: Vault) -> None:
    for note in samples.notes:
        dumped = json.loads(json.dumps(note_json(note)))
        assert {
            "path",
            "title",
            "aliases",
            "questions",
            "frameworks",
            "stories",
            "scripts",
            "tradeoffs",
            "links",
        } <= dumped.keys()
        assert {"repairs", "skipped"} <= dumped.keys()
    dumped = note_json(bank)
    assert dumped["questions"][3] == {  # type: ignore[index]
        "text": "Tell me how you learned what your drivers needed.",
        "line": 28,
        "confidence": 1.0,
        "reason": "an item in quotes",
    }
    story = dumped["stories"][0]  # type: ignore[index]
    assert story["fields"]["action"] == {"state": "thin", "text": "planning, interviews, etc", "line": 12}
    framework = dumped["frameworks"][2]  # type: ignore[index]
    assert framework["steps"][0] == {"name": "Reach", "line": 55, "points": []}
    assert dumped["scripts"][0]["items"] == ["Which depot is the hardest one? why?", "Who decides on slots?"]  # type: ignore[index]


def test_points_and_repairs_are_dumped_as_text(case: Note) -> None:
    dumped = note_json(case)
    assert dumped["frameworks"][0]["steps"][1]["points"] == ["Dock queues", "Late picking (paper lists?)"]  # type: ignore[index]
    assert dumped["repairs"][0]["line"] == 11  # type: ignore[index]
    assert dumped["skipped"] is None


def test_a_skipped_file_keeps_the_shape() -> None:
    dumped = skipped_json("a.md", "it is larger than 2 MB")
    assert dumped["skipped"] == "it is larger than 2 MB"
    assert dumped.keys() == note_json(Note("a.md", "", "", "")).keys()
