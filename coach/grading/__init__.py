"""Framework to rubric, quotes to evidence, levels to a scorecard. Code decides here what counts."""
