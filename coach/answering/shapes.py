"""An answer as JSON (the shape of `coach ask --json`) and as short Markdown for terminal and page."""

from coach.domain.answers import Answer, FrameworkChoice, StoryChoice


def answer_json(answer: Answer) -> dict[str, object]:
    """The shape documented for `coach ask --json`; `notice` and `why` are additions."""
    return {
        "question": answer.question,
        "engine": answer.engine,
        "answerable": answer.answerable,
        "story": _story_json(answer.story) if answer.story else None,
        "framework": _framework_json(answer.framework) if answer.framework else None,
        "runners_up": [_story_json(choice) for choice in answer.runners_up],
        "outline": list(answer.outline),
        "answer": answer.answer,
        "versions": dict(answer.versions),
        "claims": [
            {
                "text": claim.text,
                "state": claim.state,
                "origin": claim.origin,
                "path": claim.path,
                "line": claim.line,
            }
            for claim in answer.claims
        ],
        "sources": [
            {
                "path": source.path,
                "heading": list(source.heading),
                "line": source.line,
                "score": source.score,
            }
            for source in answer.sources
        ],
        "notice": answer.notice,
    }


def _story_json(choice: StoryChoice) -> dict[str, object]:
    return {
        "title": choice.story.title,
        "path": choice.path,
        "line": choice.story.line,
        "score": choice.score,
        "why": choice.why,
    }


def _framework_json(choice: FrameworkChoice) -> dict[str, object]:
    return {
        "name": choice.framework.name,
        "path": choice.path,
        "line": choice.framework.line,
        "score": choice.score,
        "why": choice.why,
    }


def answer_markdown(answer: Answer) -> str:
    """The answer to read: what it stands on, the outline, the words, the claims, the places."""
    parts = []
    if answer.notice:
        parts.append(f"> {answer.notice}")
    if answer.story:
        parts.append(
            f"**Story:** {answer.story.story.title} (`{answer.story.path}:{answer.story.story.line}`), "
            f"{answer.story.why}."
        )
    if answer.framework:
        place = f"`{answer.framework.path}:{answer.framework.framework.line}`"
        parts.append(f"**Framework:** {answer.framework.framework.name} ({place}), {answer.framework.why}.")
    if answer.outline:
        head = "**Speak from this**" if answer.answerable else "**A frame to fill**"
        parts.append("\n".join([head, "", *(f"- {bullet}" for bullet in answer.outline)]))
    if answer.answerable and answer.answer:
        parts.append(f"**In your words** ({answer.engine})\n\n{answer.answer}")
    blanks = [claim.text for claim in answer.claims if claim.state == "blank"]
    if blanks and answer.answerable:
        parts.append("**Yours to fill:** " + ", ".join(dict.fromkeys(blanks)))
    if answer.runners_up:
        others = (
            f"{choice.story.title} (`{choice.path}:{choice.story.line}`), {choice.why}"
            for choice in answer.runners_up
        )
        head = "Could also serve" if answer.answerable else "Nearest, not the same"
        parts.append(f"**{head}:** " + "; ".join(others) + ".")
    if answer.sources:
        parts.append(
            "**Sources:** " + ", ".join(f"`{source.path}:{source.line}`" for source in answer.sources)
        )
    return "\n\n".join(parts) + "\n"
