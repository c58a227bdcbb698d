"""The page: what stands where, and which handler answers what."""

from typing import Any

import gradio as gr

from coach.ui.desk import Desk
from coach.ui.handlers import WHOLE_FOLDER, Handlers
from coach.ui.rendering import sources_html
from coach.ui.stories_tab import add_stories_tab

EMPTY = (
    '<div class="empty"><h2>Let\'s practise.</h2><p>I have read your notes. Start an interview, ask how you'
    " would answer a question, or have an answer graded.</p><p class='quiet'>Nothing leaves this computer"
    " unless you set up a model and agree.</p></div>"
)

EXAMPLES = (
    ("Interview me: two behavioural questions, with feedback", "/mock behavioural, 2 questions, coached"),
    (
        "How would I answer: tell me about a product you led",
        "How would I answer: tell me about a product you led from start to finish?",
    ),
    ("Grade an answer of mine", "/grade"),
    ("Help me fill the gaps in my stories", "/fill"),
)
PASSAGE = '<iframe class="passage" name="passage" title="Passage from your notes" src="/note"></iframe>'


def theme() -> gr.themes.Base:
    """System fonts only: nothing is fetched from elsewhere."""
    return gr.themes.Soft(
        primary_hue=gr.themes.colors.teal,
        neutral_hue=gr.themes.colors.stone,
        font=["system-ui", "sans-serif"],
        font_mono=["ui-monospace", "monospace"],
        radius_size=gr.themes.sizes.radius_lg,
    ).set(
        block_title_background_fill="transparent",
        body_text_color_subdued="*neutral_600",
        body_text_color_subdued_dark="*neutral_300",
        input_placeholder_color="*neutral_500",
        input_placeholder_color_dark="*neutral_400",
        checkbox_border_color="*neutral_400",
        block_title_text_color="*body_text_color_subdued",
        block_title_text_color_dark="*body_text_color_subdued",
        block_title_background_fill_dark="transparent",
        block_title_padding="0",
        block_title_text_weight="500",
        block_shadow="none",
        block_border_width="1px",
        button_primary_background_fill="#0f766e",
        button_primary_background_fill_hover="#115e59",
        button_primary_background_fill_dark="#0f766e",
        button_primary_text_color="white",
        checkbox_label_background_fill_selected="#0f766e",
        checkbox_label_background_fill_selected_dark="#0f766e",
        checkbox_background_color_selected="#0f766e",
        slider_color="#0f766e",
    )


def build_page(desk: Desk) -> gr.Blocks:
    """The blocks of the page over one desk."""
    act = Handlers(desk)
    page: gr.Blocks = gr.Blocks(title="Interview coach", analytics_enabled=False)
    with page:
        session = gr.BrowserState("", storage_key="interview-coach-session", secret="no secret: an id only")
        with gr.Sidebar(open=False, width=300, label="Sessions"):
            new = gr.Button("New session", variant="secondary")
            earlier = gr.Radio([], label="Earlier sessions", elem_id="earlier")
            with gr.Accordion("Delete this session", open=False):
                gr.Markdown("It cannot be undone.")
                delete = gr.Button("Delete", variant="stop", size="sm")
        masthead = gr.HTML(act.masthead)
        agree = gr.Button(visible=False, variant="secondary", size="sm")
        with gr.Tabs(elem_id="top") as top, gr.Tab("Practise"), gr.Row(equal_height=False):
            with gr.Column(scale=3, min_width=320):
                chat = gr.Chatbot(
                    elem_id="chat", label="Conversation", show_label=False,
                    height="calc(100dvh - 260px)", layout="bubble",
                    placeholder=EMPTY,
                    examples=[{"display_text": name, "text": text} for name, text in EXAMPLES],
                    autoscroll=False, sanitize_html=True, allow_tags=False, allow_file_downloads=False,
                    latex_delimiters=[],
                    feedback_options=None, buttons=[], group_consecutive_messages=False,
                )  # fmt: skip
                doing = gr.HTML("", elem_id="doing")
                again = gr.Button("Try the last reply again", visible=False, size="sm")
                box = gr.Textbox(
                    elem_id="box", label="Your message", show_label=False, lines=1, max_lines=14,
                    placeholder="Answer, ask, or type /help",
                    submit_btn="Send", stop_btn="Stop", autofocus=True,
                )  # fmt: skip
            with gr.Column(scale=1, min_width=290), gr.Tabs(elem_id="side"):
                with gr.Tab("Interview"):
                    round_ = gr.Radio(
                        [("Mixed", "mixed"), ("Behavioural", "behavioural"), ("Case", "case"),
                         ("Intro", "intro")], value="mixed", label="Round",
                    )  # fmt: skip
                    mode = gr.Radio(
                        [("Realistic: feedback at the end", "realistic"),
                         ("Coached: after each answer", "coached")], value="realistic", label="Mode",
                    )  # fmt: skip
                    questions = gr.Slider(1, 10, value=3, step=1, label="Questions")
                    company = gr.Dropdown(act.companies(), value=WHOLE_FOLDER, label="Company")
                    note = gr.Dropdown(act.note_paths(), value=WHOLE_FOLDER, label="Note to draw on")
                    start = gr.Button("Start the interview", variant="primary")
                with gr.Tab("Sources"):
                    sources = gr.HTML(sources_html(()), elem_id="sources")
                    gr.HTML(PASSAGE)
                with gr.Tab("Notes"):
                    folder = gr.Textbox(
                        str(desk.settings.notes), label="Folder", info="Markdown and text files are read."
                    )
                    use = gr.Button("Use this folder", size="sm")
                    report = gr.HTML("")
        with top:
            add_stories_tab(desk)

        screen: list[Any] = [chat, box, session, doing, sources, earlier, again]
        told: dict[str, Any] = {
            "concurrency_limit": 20,
            "show_progress": "hidden",
            "api_visibility": "private",
        }
        turns: list[Any] = [
            # A message sent too early is answered with a word and given back, not swallowed.
            box.submit(act.send, [box, session], screen, trigger_mode="multiple", **told),
            start.click(act.start, [round_, mode, questions, company, note, session], screen, **told),
            again.click(act.retry, [session], screen, **told),
        ]
        picked = chat.example_select(_example, None, [box], **told)
        turns.append(picked.then(act.send, [box, session], screen, **told))
        box.stop(act.redraw, [session], screen, cancels=turns, **told)
        earlier.input(act.open_session, [earlier], screen, **told)
        new.click(act.new_session, None, screen, **told)
        delete.click(act.delete_session, [session], screen, **told)
        agree.click(act.agree, None, [masthead, agree], **told)
        use.click(
            act.use_folder, [folder], [report, masthead, company, note], concurrency_limit=1,
            api_visibility="private",
        )  # fmt: skip
        page.load(act.open_page, [session], screen, **told)
        page.load(act.agree_button, None, [agree], **told)
    page.queue(max_size=200, default_concurrency_limit=20)
    return page


def _example(picked: gr.SelectData) -> str:
    return str(picked.value["text"])
