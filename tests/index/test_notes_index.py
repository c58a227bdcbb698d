import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from coach.domain.passages import IndexReport, Scope
from coach.errors import NotesError, UsageError
from coach.index.embeddings import Embedder, open_embedder
from coach.index.notes_index import NotesIndex
from coach.index.vectors import Vectors

Open = Callable[[], NotesIndex]


def counts(report: IndexReport) -> tuple[int, int, int, int, int]:
    return report.added, report.changed, report.removed, report.unchanged, report.embedded


def generation(home: Path) -> Path:
    root = next((home / "index").iterdir())
    return root / (root / "current").read_text(encoding="utf-8")


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_the_first_refresh_embeds_everything_and_the_second_nothing(open_index: Open, home: Path) -> None:
    stages: list[tuple[str, int, int]] = []
    report = open_index().refresh(lambda *event: stages.append(event))
    assert report.notes == 3
    assert counts(report) == (3, 0, 0, 0, report.chunks)
    assert report.chunks >= 5
    assert {"reading", "embedding", "writing"} == {stage for stage, _, _ in stages}
    assert ("embedding", report.chunks, report.chunks) in stages
    first = generation(home)
    again = open_index().refresh()
    assert counts(again) == (0, 0, 0, 3, 0)
    assert (again.notes, again.chunks) == (3, report.chunks)
    assert generation(home) == first


def test_a_changed_note_embeds_its_changed_chunks_only(open_index: Open, notes: Path) -> None:
    index = open_index()
    index.refresh()
    edit(notes / "stories.md", "twelve passengers", "twenty passengers")
    assert counts(index.refresh()) == (0, 1, 0, 2, 1)
    best = index.search("argument with the designer").passages[0]
    assert "twenty passengers" in best.text


def test_lines_that_move_are_cited_anew_without_embedding(open_index: Open, notes: Path) -> None:
    index = open_index()
    index.refresh()
    before = index.search("ferry timetable crashed").passages[0]
    edit(notes / "stories.md", "# Stories\n", "# Stories\n\n\n")
    assert counts(index.refresh()) == (0, 1, 0, 2, 0)
    after = index.search("ferry timetable crashed").passages[0]
    assert after.text == before.text
    assert (after.start_line, after.end_line) == (before.start_line + 2, before.end_line + 2)


def test_a_deleted_note_leaves_nothing_behind(open_index: Open, notes: Path, home: Path) -> None:
    index = open_index()
    chunks = index.refresh().chunks
    (notes / "stories.md").unlink()
    report = index.refresh()
    assert counts(report) == (0, 0, 1, 2, 0)
    assert report.chunks < chunks
    assert all(passage.path != "stories.md" for passage in index.search("ferry timetable", k=50).passages)
    vectors = Vectors(generation(home) / "chroma")
    assert vectors.count() == report.chunks
    vectors.close()
    assert "ferry" not in (generation(home) / "notes.json").read_text(encoding="utf-8").casefold()


def test_a_renamed_note_keeps_its_vectors(open_index: Open, notes: Path) -> None:
    index = open_index()
    index.refresh()
    (notes / "pricing.md").rename(notes / "money.md")
    assert counts(index.refresh()) == (1, 0, 1, 2, 0)
    assert index.search("who pays the price").passages[0].path == "money.md"


def test_a_file_rewritten_with_the_same_length_at_the_same_time_is_seen(
    open_index: Open, notes: Path
) -> None:
    index = open_index()
    index.refresh()
    edit(notes / "stories.md", "twelve", "eleven")
    assert counts(index.refresh())[1] == 1


def test_what_the_coach_wrote_is_never_indexed(open_index: Open, notes: Path) -> None:
    (notes / "debrief.md").write_text(
        "---\ncoach: generated\n---\n# Debrief\n\nZeppelin words.\n", encoding="utf-8"
    )
    index = open_index()
    report = index.refresh()
    assert report.notes == 3
    assert report.skipped == (("debrief.md", "written by the coach"),)
    assert index.vault().note("debrief.md") is None
    assert all(passage.path != "debrief.md" for passage in index.search("zeppelin", k=50).passages)


def test_skipped_and_repaired_files_are_reported_every_time(open_index: Open, notes: Path) -> None:
    (notes / "photo.md").write_bytes(b"\x89PNG\x00\x00\x00\x01")
    (notes / "broken.md").write_bytes("# Café\n\nThe menu is â€œfixedâ€\x9d.\n".encode())
    index = open_index()
    for report in (index.refresh(), index.refresh()):
        assert [path for path, _ in report.skipped] == ["photo.md"]
        assert [path for path, _ in report.repaired] == ["broken.md"]
        assert report.notes == 4


def test_a_missing_folder_is_said_and_the_index_stays(open_index: Open, notes: Path) -> None:
    index = open_index()
    index.refresh()
    notes.rename(notes.with_name("away"))
    with pytest.raises(NotesError):
        index.refresh()
    assert index.search("ferry").passages
    (notes.with_name("away")).rename(notes)
    assert counts(index.refresh())[4] == 0


def test_search_finds_by_meaning_and_by_words(open_index: Open) -> None:
    index = open_index()
    index.refresh()
    by_meaning = index.search("disagreement with a designer over how it looks")
    assert by_meaning.answerable
    assert by_meaning.passages[0].heading[-1] == "Arguing about the map"
    by_words = index.search("Brindlewick")
    assert by_words.answerable
    assert by_words.passages[0].path == "companies/brindlewick.md"
    assert by_words.passages[0].bm25 > 0
    for found in (by_meaning, by_words):
        scores = [passage.score for passage in found.passages]
        assert scores == sorted(scores, reverse=True)
        assert all(passage.cosine is not None for passage in found.passages)


def test_what_the_notes_do_not_hold_is_not_answerable(open_index: Open) -> None:
    found = open_index().search_batch(["boiling point of mercury", "how do I knit a sock"])
    assert [each.answerable for each in found] == [False, False]


def test_answerable_does_not_depend_on_how_many_are_asked_for(open_index: Open) -> None:
    index = open_index()
    for query in ("lawn robots and dogs", "boiling point of mercury"):
        assert len({index.search(query, k).answerable for k in (1, 3, 100)}) == 1


def test_a_batch_gives_what_single_queries_give(open_index: Open) -> None:
    index = open_index()
    queries = ["ferry", "who pays", "robots in the rain"]
    alone = [index.search(query, 3) for query in queries]
    for one, together in zip(alone, index.search_batch(queries, 3), strict=True):
        assert [passage.text for passage in one.passages] == [passage.text for passage in together.passages]
        assert one.query == together.query


@pytest.mark.parametrize(
    ("scope", "paths"),
    [
        (Scope(folder="companies"), {"companies/brindlewick.md"}),
        (Scope(company="Brindlewick"), {"companies/brindlewick.md"}),
        (Scope(tag="pm"), {"stories.md"}),
        (Scope(paths=("pricing.md", "stories.md")), {"pricing.md", "stories.md"}),
    ],
)
def test_a_scope_restricts_both_rankings(open_index: Open, scope: Scope, paths: set[str]) -> None:
    found = open_index().search("robots, ferries and the price of a seat", k=50, scope=scope)
    assert {passage.path for passage in found.passages} == paths


def test_an_empty_scope_is_not_answerable(open_index: Open) -> None:
    found = open_index().search("ferry", scope=Scope(company="Nobody"))
    assert (found.answerable, found.passages) == (False, ())


def test_no_citation_comes_twice(open_index: Open, notes: Path) -> None:
    sentences = [f"The ferry number {at} left the quay late because of fog and tide." for at in range(80)]
    (notes / "long.md").write_text(f"# Long\n\n{' '.join(sentences)}\n", encoding="utf-8")
    found = open_index().search("ferry left the quay late", k=50)
    places = [(each.path, each.start_line, each.end_line) for each in found.passages]
    assert len(places) == len(set(places))
    assert sum(path == "long.md" for path, _, _ in places) <= 2


@pytest.mark.parametrize("query", ["", "  \n"])
def test_an_empty_query_is_wrong_usage(open_index: Open, query: str) -> None:
    with pytest.raises(UsageError):
        open_index().search(query)
    with pytest.raises(UsageError):
        open_index().search("ferry", k=0)


@pytest.mark.parametrize("query", ["?!", "the of", "é" * 60_000, "\x00", "🦆"])
def test_any_other_query_is_answered(open_index: Open, query: str) -> None:
    assert open_index().search(query).query == query


def test_without_an_embedder_it_finds_by_words_and_says_so(
    home: Path, notes: Path, embedder: Embedder
) -> None:
    index = NotesIndex(home, notes, None)
    report = index.refresh()
    assert (report.embedded, index.lexical_only) == (0, True)
    best = index.search("ferry timetable").passages[0]
    assert (best.heading[-1], best.cosine) == ("Shipping the ferry timetable", None)
    assert index.search("ferry timetable").answerable
    assert not index.search("boiling mercury").answerable
    # The weights arrive: the index gets its vectors by itself.
    later = NotesIndex(home, notes, embedder)
    assert later.lexical_only
    assert later.refresh().embedded == report.chunks
    assert not later.lexical_only
    # And once they are there, a run without weights does not throw them away.
    assert not NotesIndex(home, notes, None).refresh().embedded
    assert later.refresh().embedded == 0


def test_another_embedder_means_other_vectors(
    home: Path, notes: Path, embedder: Embedder, weights_home: Path
) -> None:
    index = NotesIndex(home, notes, embedder)
    chunks = index.refresh().chunks
    other = open_embedder(weights_home)
    assert other is not None
    other.weights_hash = "0" * 64
    assert NotesIndex(home, notes, other).refresh().embedded == chunks
    assert index.lexical_only


def test_only_this_and_the_previous_generation_are_kept(open_index: Open, notes: Path, home: Path) -> None:
    index = open_index()
    index.refresh()
    for word in ("one", "two", "three"):
        edit(notes / "pricing.md", "# Pricing cases\n", f"# Pricing cases\n\n{word}\n")
        index.refresh()
        assert index.search("pricing").passages
    kept = [each for each in generation(home).parent.iterdir() if each.name.startswith("gen-")]
    assert len(kept) == 2


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "manifest.json").write_text("{", encoding="utf-8"),
        lambda folder: (folder / "notes.json").unlink(),
        lambda folder: (folder / "chunks.json").write_text("[]", encoding="utf-8"),
        lambda folder: (folder / "chroma" / "chroma.sqlite3").write_bytes(b"nothing"),
        lambda folder: (folder.parent / "current").write_text("gen-99-none", encoding="utf-8"),
        lambda folder: (folder.parent / "current").write_bytes(b"\xff\xfe"),
    ],
)
def test_a_damaged_generation_is_built_again(
    open_index: Open, home: Path, damage: Callable[[Path], object]
) -> None:
    chunks = open_index().refresh().chunks
    damage(generation(home))
    index = open_index()
    assert index.refresh().chunks == chunks
    assert index.search("ferry timetable").passages[0].heading[-1] == "Shipping the ferry timetable"
    assert counts(index.refresh()) == (0, 0, 0, 3, 0)


def test_vectors_outlive_damaged_records(open_index: Open, home: Path) -> None:
    chunks = open_index().refresh().chunks
    (generation(home) / "chunks.json").unlink()
    report = open_index().refresh()
    assert (report.chunks, report.embedded) == (chunks, 0)


def test_damage_that_only_a_search_notices_is_repaired_by_it(open_index: Open, home: Path) -> None:
    open_index().refresh()
    before = generation(home)
    database = before / "chroma" / "chroma.sqlite3"
    database.write_bytes(b"\xff" * database.stat().st_size)
    index = open_index()
    assert index.search("ferry timetable").passages[0].heading[-1] == "Shipping the ferry timetable"
    assert generation(home) != before


def test_searching_an_index_that_is_not_there_builds_it(open_index: Open) -> None:
    index = open_index()
    assert not index.ready
    assert index.search("ferry timetable").answerable
    assert index.ready


def test_threads_search_while_the_notes_change(open_index: Open, notes: Path) -> None:
    index = open_index()
    index.refresh()
    done = threading.Event()

    def keep_searching() -> int:
        searches = 0
        while not done.is_set() or not searches:
            assert index.search("ferry timetable").passages[0].heading[-1] == "Shipping the ferry timetable"
            searches += 1
        return searches

    with ThreadPoolExecutor(3) as pool:
        running = [pool.submit(keep_searching) for _ in range(3)]
        try:
            for word in ("one", "two", "three", "four"):
                edit(notes / "pricing.md", "# Pricing cases\n", f"# Pricing cases\n\n{word}\n")
                assert open_index().refresh().changed == 1
        finally:
            done.set()
        assert all(each.result() for each in running)
    assert "four" in index.search("pricing cases").passages[0].text


def test_the_order_is_always_the_same(open_index: Open) -> None:
    first = open_index().search("price of a robot", k=50)
    again = open_index().search("price of a robot", k=50)
    near = [replace(each, cosine=round(each.cosine or 0, 4)) for each in first.passages]
    assert near == [replace(each, cosine=round(each.cosine or 0, 4)) for each in again.passages]
