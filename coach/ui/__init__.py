"""The page. The only place that imports gradio: thin handlers over `Coach`, no rule of the field."""
