"""Introductions: a path by its wording, and hobbies are no job."""

from coach.dialogue.coach import Coach

GOOD = (
    "I am the product manager for batch compute at Orrery Cloud, with nine engineers. I grew up above a"
    " bakery, and a spreadsheet that guessed how many loaves we sold hooked me on forecasts, so I studied"
    " operations research. Then I joined Parcelwren, where I learned pricing. Your queue times are public,"
    " by region, and I want to work on such promises."
)
HOBBIES = "I'm an open person. I swim in the sea in winter, you get used to it, and I bake rye bread."


def levels(coach: Coach, answer: str) -> dict[str, int | None]:
    card = coach.grade("Tell me about yourself.", answer)
    return {grade.criterion.id: grade.level for grade in card.grades}


def test_a_path_a_job_and_a_reason_are_seen(coach: Coach) -> None:
    found = levels(coach, GOOD)
    assert min(found[name] or 0 for name in ("now", "path", "why-here")) >= 3


def test_hobbies_are_not_who_she_is_now(coach: Coach) -> None:
    assert max(level or 0 for level in levels(coach, HOBBIES).values()) <= 2
