"""Reading minutes: content, lists, what waits, the ledger. Nothing here writes."""
