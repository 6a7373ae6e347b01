"""Content digests, signatures, PAdES."""
