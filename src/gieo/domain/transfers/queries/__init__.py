"""Lists, pages and figures of transfer. Nothing here writes."""
