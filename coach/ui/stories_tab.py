"""The Stories tab: the bank, the map and the gaps, read when the tab is opened."""

from typing import Any

import gradio as gr

from coach.dialogue.stories import view_stories
from coach.errors import CoachError
from coach.ui import stories_html
from coach.ui.desk import Desk
from coach.ui.rendering import failure_html

READING = '<p class="quiet">Reading your notes …</p>'
PASSAGE = (
    '<button type="button" class="close">Close the passage</button>'
    '<iframe class="passage" title="Passage from your notes" src="/note"></iframe>'
)


def add_stories_tab(desk: Desk) -> None:
    """Builds the tab where it is called: inside the tabs of the page."""
    with gr.Tab("Stories", elem_id="stories") as tab, gr.Row(equal_height=False):
        with gr.Column(scale=3, min_width=320):
            with gr.Row(elem_id="stories-head"):
                summary = gr.HTML(READING)
                refresh = gr.Button("Refresh", size="sm", scale=0, min_width=110)
            with gr.Tabs(elem_id="stories-views"):
                with gr.Tab("Bank"):
                    bank = gr.HTML("")
                with gr.Tab("Coverage"):
                    mapped = gr.HTML("")
                with gr.Tab("Gaps"):
                    gaps = gr.HTML("")
        with gr.Column(scale=1, min_width=290, elem_id="stories-passage"):
            gr.HTML(PASSAGE)

    def show() -> list[Any]:
        try:
            view = view_stories(desk.coach)
        except CoachError as error:
            return [failure_html(error.message, error.hint), "", "", ""]
        return [
            stories_html.summary_html(view),
            stories_html.bank_html(view),
            stories_html.map_html(view.coverage),
            stories_html.gaps_html(view),
        ]

    shown: list[Any] = [summary, bank, mapped, gaps]
    told: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": 4}
    tab.select(show, None, shown, **told)
    refresh.click(show, None, shown, **told)
