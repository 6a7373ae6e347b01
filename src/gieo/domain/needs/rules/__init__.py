"""Whether stated conditions of use meet those at hand; when an answer is due and what it must say."""
