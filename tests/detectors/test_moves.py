"""What one sentence does, on sentences as they are said."""

import pytest

from coach.detectors.reading import read_answer

OWN_ACTIONS = [
    "I put together a deck for the board.",
    "I sat down with the CFO.",
    "I was leading the migration.",
    "I personally owned the roadmap.",
    "I ended up calling them.",
    "I've been running the guild since May.",
    "I had to make a call so I went with option B.",
    "I pushed back on the deadline.",
    "I convinced the team to wait.",
    "I got buy-in from legal.",
    "I helped the team debug.",
    "so i just started calling people",
    "I figured out what was wrong",
    "I reached out to five users",
    "My role was to coordinate, and I set up weekly syncs.",
    "I broke the problem down into three parts",
    "i went ahead and built a prototype",
    "I then went back to the data",
    "I ran the numbers",
    "I used SQL to pull the data",
    "I worked closely with design",
    "I partnered with sales",
    "I gave them the choice",
]
NO_OWN_ACTIONS = [
    "I felt awful.",
    "I was responsible for growth.",
    "I was a PM.",
    "I am good with people.",
    "I know the market.",
    "I have five years of experience.",
    "I was surprised by that.",
    "I was feeling lost.",
    "I needed to act.",
    "I had a team of five.",
    "I liked the team.",
    "I was trying to help.",
    "I was working at Acme.",
    "I graduated in 2019.",
    "I realized we were late.",
    "I learned a lot.",
    "I noticed churn rising.",
    "I got promoted.",
    "I was told to stop.",
    "I joined in May.",
    "I was not involved.",
    "I never finished it.",
    "I thought about it.",
    "I got really nervous",
    "I was hoping it would work",
]
TEAM_ACTIONS = [
    "We ran five tests.",
    "Our team built the tool.",
    "we then rolled it out",
    "The team fixed it.",
    "we were able to ship",
]
OUTCOMES = [
    "That got it to under a day.",
    "The hospital rolled it out everywhere.",
    "Complaints pretty much stopped.",
    "It is used by 1,400 drivers now.",
    "I cut the bill by a third.",
    "The pilot converted to a paid contract.",
    "Revenue went from 2 to 3 million.",
    "They signed a two-year deal.",
    "NPS rose 12 points.",
    "It's now the default for all teams.",
    "He agreed to the new date.",
    "My manager adopted the process for the whole department.",
    "We ended up with half the tickets.",
    "The bug rate was down 30%.",
    "We hit the deadline.",
    "It saved us 20 hours a week.",
    "The customer stayed.",
    "I got the job.",
    "Adoption is at 80% today.",
    "The result was a faster checkout.",
    "Users loved it.",
    "It failed and we lost the account.",
    "The project was cancelled.",
    "Conversion is up 8%.",
]
NO_OUTCOMES = [
    "I cut the tablet version.",
    "It turned out that nobody read the mail.",
    "I said no because the error rate was at 6 percent.",
    "We had no process.",
    "I interviewed customers.",
    "Our goal was to increase sales by 10%.",
    "I would reduce the cost.",
    "The team was new.",
    "We need to improve it.",
    "It could have doubled sales.",
    "We planned to launch in May.",
    "I mapped the process.",
]
ALTERNATIVES = [
    "We could have bought it, but we built it.",
    "I weighed speed against quality.",
    "There were two options.",
    "I chose Postgres over Mongo because of joins.",
    "the tradeoff was latency",
    "Either we delay or we cut scope.",
    "instead of hiring I automated",
    "I ruled out email.",
]
NO_ALTERNATIVES = [
    "I built it.",
    "We talked to users over lunch.",
    "The team was great.",
]
HYPOTHETICALS = [
    "I would start by talking to users.",
    "I'd look at the data.",
    "I'll ask them what they need.",
    "What I would do is listen.",
    "I could run a survey.",
    "If I had to do this, I'd call them.",
]
NO_HYPOTHETICALS = [
    "I would say it went well.",
    "I wouldn't be here without them.",
    "I told her I would call.",
    "I'd like to add one thing.",
    "They asked whether I would lead it.",
    "I'd been there for two years.",
    "We agreed that I would own the launch.",
    "I said I'd do it.",
]

CASES = [
    (field, sentence, wanted)
    for field, told, not_told in (
        ("own_actions", OWN_ACTIONS, NO_OWN_ACTIONS),
        ("team_actions", TEAM_ACTIONS, []),
        ("outcomes", OUTCOMES, NO_OUTCOMES),
        ("alternatives", ALTERNATIVES, NO_ALTERNATIVES),
        ("hypotheticals", HYPOTHETICALS, NO_HYPOTHETICALS),
    )
    for wanted, sentences in ((True, told), (False, not_told))
    for sentence in sentences
]


@pytest.mark.parametrize(("field", "sentence", "wanted"), CASES)
def test_sentence(field: str, sentence: str, wanted: bool) -> None:
    assert bool(getattr(read_answer(sentence), field)) is wanted
