"""Judges finished questions in the background, so that the next words never wait for a grade.

A grade is saved the moment it stands. Nothing here is needed after a crash: a question
without a saved grade is judged again when the debrief asks for it.
"""

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from coach.domain.grading import Rubric, Scorecard
from coach.engines.protocol import Engine
from coach.errors import CoachError
from coach.grading.grade import grade
from coach.grading.scorecard import dump_scorecard, load_scorecard
from coach.store import Store


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished question as it goes to the judge: the frozen rubric and everything she said."""

    session_id: str
    question_id: str
    question: str
    rubric: Rubric
    replies: tuple[str, ...]
    probes: tuple[str, ...]
    contradictions: tuple[str, ...] = ()


class Judging:
    """Two judgements at a time in this process. Thread-safe."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="judge")
        self._running: dict[tuple[str, str], Future[Scorecard]] = {}
        self._guard = threading.Lock()

    def start(self, engine: Engine, finished: Finished) -> None:
        """Begins to judge, unless that question is being judged already."""
        key = (finished.session_id, finished.question_id)
        with self._guard:
            if key not in self._running:
                self._running[key] = self._pool.submit(self._judge, engine, finished)

    def scorecard(self, engine: Engine, finished: Finished) -> Scorecard:
        """The saved grade, or the one being made, or one made now. Raises EngineError."""
        if (saved := self.saved(finished.session_id).get(finished.question_id)) is not None:
            return saved
        with self._guard:
            running = self._running.pop((finished.session_id, finished.question_id), None)
        if running is not None:
            try:
                return running.result()
            except CoachError:
                pass  # it failed minutes ago, perhaps: try once more, now that somebody waits for it
        return self._judge(engine, finished)

    def saved(self, session_id: str) -> dict[str, Scorecard]:
        """The last saved grade of each question of a session."""
        return {row.question_id: load_scorecard(row.scorecard) for row in self._store.grades(session_id)}

    def close(self) -> None:
        """Lets running judgements end, drops those that have not begun."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _judge(self, engine: Engine, finished: Finished) -> Scorecard:
        card = grade(
            engine,
            finished.question,
            finished.rubric,
            finished.replies,
            probes=finished.probes,
            contradictions=finished.contradictions,
        )
        self._store.save_grade(
            finished.session_id, finished.question_id, card.rubric.hash, card.engine, dump_scorecard(card)
        )
        return card
