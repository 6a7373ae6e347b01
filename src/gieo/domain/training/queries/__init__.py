"""Reading classes."""
