"""Processes of bench.portal: a crowd of browsers, the bare server, an editor."""
