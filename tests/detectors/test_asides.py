"""Words that are no answer, told from answers."""

from coach.detectors.asides import asks_what_is_meant, is_clarifying, read_aside, read_small_words


def test_an_answer_that_holds_such_words_stays_an_answer() -> None:
    for answer in (
        "We had to stop the launch.",
        "They repeated the question in the survey again.",
        "What I wanted to hear was the truth.",
        "The right answer took us three weeks to find.",
        "I hate this kind of work, yet I took it on because nobody else would, and it paid off.",
    ):
        assert read_aside(answer) is None
    assert read_aside("I didn't catch that") == "repeat"
    assert read_small_words("good morning") == "greet"
    assert read_small_words("purple") is None


def test_asking_back_is_told_from_answering() -> None:
    assert is_clarifying("Who are the users? And is it real time?")
    assert is_clarifying("Thanks. Is this training or inference?")
    assert not is_clarifying("I would start with the users. Is that all right? Then latency. And cost.")
    assert not is_clarifying("I would start with the users.")
    assert is_clarifying("I'd ask who the users are")
    assert is_clarifying("First I would like to know whether there is a deadline.")
    assert not is_clarifying("I asked the users. Then I cut the form and activation rose.")
    assert asks_what_is_meant("Do you mean at work?")
    assert asks_what_is_meant("Sure. Can I take one from university?")
    assert not asks_what_is_meant("Can I improve it? I did: I rewrote the form.")
