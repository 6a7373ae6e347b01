"""Who did what to what; written once, sealed nightly."""
