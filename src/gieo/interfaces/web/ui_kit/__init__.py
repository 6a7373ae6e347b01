"""The page that shows every component in every state (development and demo only)."""
