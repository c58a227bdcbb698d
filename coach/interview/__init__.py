"""A mock interview as rules: what is asked, where it stands, what is probed, what it came to. Pure."""
