"""Files that a person took out of lists."""
