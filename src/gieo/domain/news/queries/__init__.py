"""Reading the newsroom: what the records say, how an article stands to them, the office's lists, the public's pages."""
