"""What an invented candidate says: written for these tests, about things in the sample notes and not."""

ALL_WE = (
    "When we took over the billing tool, customers were waiting days for a corrected invoice. We had to cut"
    " that before the next quarter. We looked at the tickets, we talked to support and we rebuilt the"
    " correction form together. After that we saw far fewer complaints."
)
FULL = (
    "When I joined Orrery Batch, new customers needed three days between signing up and a first finished job,"
    " because the setup form had 41 fields. I owned that first run, and my goal was under one hour by the"
    " spring release. I sat next to 11 research teams, wrote down every field they asked about, and cut the"
    " form to 6 fields. I weighed a guided wizard against job templates, and chose templates because the"
    " wizard would have cost us twice the time. The median fell from 3 days to 40 minutes, and first-week"
    " activation went from 38 % to 61 %. Looking back, I learned to watch people before writing a spec."
)
OWNERSHIP_REPLY = (
    "I wrote the new correction form myself and I convinced the two support leads to pilot it. Corrections"
    " fell from 4 days to 6 hours within a month."
)
