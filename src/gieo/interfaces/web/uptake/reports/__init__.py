"""Pages of the yearly report: the office's list and record, and the page that a link opens."""
