"""The view of her stories out of notes and saved grades."""

from coach.dialogue.coach import Coach
from coach.dialogue.stories import rehearsals, story_questions, view_stories

FAILURE = (
    "At Parcelwren I replaced the flat price per shipping label with volume tiers. I modelled averages and"
    " missed that small shops ship in bursts. On day 4 I rolled the tiers back within 36 hours and refunded"
    " the difference. 9 % of accounts had been overcharged, and we kept all but 3 of them."
)
ASKED = "Tell me about a failure. What did it cost and what did you change?"


def say(coach: Coach, session: str, *messages: str) -> None:
    for message in messages:
        list(coach.respond(session, message))


def test_a_graded_pair_counts_as_a_rehearsal_of_the_story_it_tells(coach: Coach) -> None:
    assert list(rehearsals(coach.store)) == []
    session = coach.new_session()
    say(coach, session, "/grade", "Tell me about a time you shipped late.", FAILURE)
    (one,) = rehearsals(coach.store)
    assert (one.question, one.answer) == ("Tell me about a time you shipped late.", FAILURE)
    told = [banked for banked in view_stories(coach).bank if banked.rehearsed is not None]
    assert [banked.questions for banked in told] == [(ASKED,)]
    assert told[0].rehearsed == one


def test_an_answer_in_an_interview_counts_with_its_replies(coach: Coach) -> None:
    session = coach.new_session()
    say(coach, session, "/mock behavioural, 1 question, coached", FAILURE)
    for _ in range(4):
        if list(rehearsals(coach.store)):
            break
        say(coach, session, "I told the board the same day.")
    (one,) = rehearsals(coach.store)
    assert one.answer.startswith(FAILURE)
    assert one.level is not None


def test_her_questions_are_those_that_ask_for_a_story(coach: Coach) -> None:
    asked = {question.text: question.source for question in story_questions(coach.material().vault)}
    assert asked[ASKED].path == "pm behaviourals.md"
    assert "Should we charge for warm copies?" not in asked
    assert "Describe a migration or another unglamorous project." in asked  # a story stands under it
