"""Minutes, items, receipt, plan of application, ledger (docs/house.md)."""
