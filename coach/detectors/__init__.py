"""What can be read off an answer or a question by rules alone: pure, deterministic, English.

Nothing here uses embeddings or a model, so both engines and the interviewer may stand on it.
It refuses to judge: it counts and marks, with exact places in the text.
"""
