"""Who judges, phrases and drafts: an OpenAI-compatible model, or the built-in rules. Code above decides."""
