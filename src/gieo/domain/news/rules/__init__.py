"""Plain rules of the newsroom: links, markup, drafting from records, what is missing, what is related."""
