"""From which score on a story fits: one pair of thresholds for the bank, the map and what a story serves.

Scores are those of `matching.Matcher`, 0 to 1: how close the story's questions and fields are to what
is asked, what it shares in words and competencies, and how much of it is told.

Set by reading, row by row, the maps of `corpus/` (31 questions, 15 told stories), of the real notes under
`../shared/seeds` (10 and 2), and of the questions of the `pm-interview-playbook` (14) and
`tech-interview-handbook` (57) vaults, which tell no story, put to the stories of the corpus. Of the 50
questions called covered I would have told another story, or none, for 5; of the 50 called missing I
would have told the story that came first for 5, all at 0.34 or more. What lies between the two numbers
can be bent to the question. Both are where `coach ask` takes a story, so that the map never calls
covered what `ask` refuses. Compared by words alone they hold a little worse: a question that shares no
word and no competency with its story is lost.
"""

FITS = 0.46
NEAR = 0.41
RECOGNISED = 0.6  # an answer this close to a story told it; the debrief counts stories by the same number
