"""Notes: bytes to text, Markdown to sections, frameworks, stories, questions and scripts, and their gaps.

Pure, except `vault`, which reads files. Read `parse` first: it is the whole way from bytes to a Note.
"""
