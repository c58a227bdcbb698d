# ruff: noqa: E501
"""One story in many people's manners, with fields that wait to be filled (empty, TODO, missing, thin)."""

FORMS: dict[str, str] = {
    "letters under a numbered question": (
        "# Stories\n\n1. Tell me about a time you failed.\n\t1. S: The harbour bookings stopped for a whole day in May.\n"
        "\t2. T:\n\t3. A: I called every skipper myself and wrote down the times by hand.\n\t4. R: \n"
        "2. Tell me about a conflict you had.\n\t1. S:\n\t2. T:\n\t3. A:\n\t4. R:\n"
    ),
    "bare letters": (
        "## Customers\n1. How do you gather requirements from customers?\n    1. *watch them work*\n    2. S\n    3. T\n"
        "    4. A\n    5. R\n\n## Next\n\n- something else\n"
    ),
    "bullets with words": (
        "## Ferry timetable\n\n- Situation: Two ferries left at the same minute, all summer long.\n- Task: TODO\n"
        "- Action: I asked both captains to ride the other boat for one day.\n- Result:\n\n## Next\n\ntext\n"
    ),
    "stars and dashes": (
        "### Ticket machine\n* **S** – The machine at the pier took only coins until last year.\n* **T** –\n"
        "* **A** – I bought a card reader and taught four kiosk people to use it.\n* **R**\n"
    ),
    "bold paragraphs": (
        "# Lighthouse\n\n**Situation.** The lamp failed on a Sunday night in the middle of winter.\n\n**Task.** TODO\n\n"
        "**Action.** I drove out with a spare, and kept the log by hand until the morning.\n\n**Result.** tbd\n\n## Next\n\nThe end.\n"
    ),
    "plain lines": (
        "# Rope store\n\nSituation: Nobody knew how much rope we had left after the regatta.\nTask:\n"
        "Action: I counted it twice with two people and put a list on the door.\nResult: TBD\n"
    ),
    "headings": (
        "# Buoys\n\n## Tell me about a time you led a team.\n\n### Situation\n\nSix buoys drifted in one storm"
        " and the chart was wrong.\n\n### Task\n\n### Action\n\nI rowed out with two volunteers and marked each"
        " place.\n\n### Result\n\n## Other\n\ntext\n"
    ),
    "close headings": (
        "# Buoys\n## Chart day\n### Situation\nSix buoys drifted in one storm and the chart was wrong.\n### Task\n"
        "### Action\nI rowed out with two volunteers and marked each place.\n### Result\n## Other\ntext\n"
    ),
    "labels above their words": (
        "# Dry dock\n\n**Situation**\n\nThe dock was booked twice for the same week in March.\n\n**Task**\n\n"
        "**Action**\n\nI met both owners at the gate and drew up a plan on paper.\n\n**Result**\n\n"
    ),
    "a table of stories": (
        "# Short ones\n\n| Story | Situation | Task | Action | Result |\n|---|---|---|---|---|\n"
        "| Crane | The crane stood idle on Mondays for a year | Find out why | I asked the night shift first |  |\n"
        "| Pier lamp | Two lamps out since the autumn storms | | I wrote one page to the council | Both fixed in 6 days |\n"
    ),
    "a narrow table": (
        "# Short\n\n|Story|Situation|Task|Action|Result|\n|---|---|---|---|---|\n"
        "|Crane|The crane stood idle on Mondays for a year|Find out why|I asked the night shift first||\n"
    ),
    "a table with a row a field": (
        "## Net repair\n\n| Part | Words |\n|---|---|\n| Situation | All nets were torn after the first week of June |\n"
        "| Task |  |\n| Action | I paid two retired fishers to teach the crew |\n| Result | |\n"
    ),
    "a quote": (
        "# Pilot boat\n\n> Situation: The pilot boat came late four times in one month.\n> Task:\n"
        "> Action: I sat in it for a week and timed each stop.\n> Result:\n\n## Next\n\nafter\n"
    ),
    "a loose list": (
        "## Fuel berth\n\n1. **Situation:** The berth was blocked by a yacht every weekend.\n    \n2. **Task:**\n    \n"
        "3. **Action:** I moved the sign and spoke to the yacht club in person.\n    \n4. **Result:**\n    \n"
    ),
    "text nested under its label": (
        "## Winch\n- Situation\n    - The winch broke on the first day of the season\n    - and no part was in stock\n"
        "- Task\n    - TODO\n- Action\n    - I called three yards and borrowed one from the neighbour\n- Result\n"
    ),
    "a missing result": (
        "1. Tell me about a time you changed a plan.\n   1. Situation: The dredger was planned for July, with guests.\n"
        "   2. Task: find another month without losing the grant\n"
        "   3. Action: I moved it to October and told the council why.\n   4. what I would do differently: ask in spring\n"
        "2. What else?\n"
    ),
    "a missing action": (
        "1) Tell me about a time you changed a plan.\n   1) Situation: The dredger was planned for July, with guests.\n"
        "   2) Task: find another month without losing the grant\n"
        "      - and without a second tender\n   3) Result: It came in October.\n   4) lesson: ask early\n"
        "2) What else?\n"
    ),
    "a missing result in paragraphs": (
        "## Dredger\n\n**Situation:** The dredger was planned for July, when the guests are there.\n\n"
        "**Task:** Find another month without losing the grant.\n\n"
        "**Action:** I moved it to October and told the council why.\n\n## Other\n\ntext\n"
    ),
    "a missing action under headings": (
        "# Dredger\n\n### Situation\n\nThe dredger was planned for July, when the guests are there.\n\n### Task\n\n"
        "Find another month without losing the grant.\n\n### Result\n\nIt came in October, on 2 days' notice.\n"
    ),
    "Spanish": (
        "## Faro\n\n- Situación: El faro se apagó una noche de invierno muy larga.\n- Tarea:\n"
        "- Acción: Llamé al taller y llevé la lámpara nueva yo misma.\n- Resultado:\n"
    ),
    "checkboxes": (
        "## Anchor\n\n- [x] Situation: The anchor chain was two links short in every log.\n- [ ] Task:\n"
        "- [x] Action: I measured it with the diver and corrected the book.\n- [ ] Result:\n"
    ),
    "thin fields": (
        "## Oil boom\n\n- S: oil in the basin, Sunday\n- T: clean it\n- A: called help\n- R: clean\n"
        "  - two buckets\n- L: keep the number ready\n"
    ),
    "no line end at the end": "## Mooring\n\nS: The mooring lines were cut on a Friday night.\nT:\nA: I slept on the boat.\nR:",
}  # fmt: skip
