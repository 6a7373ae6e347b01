"""Signing: content frozen with its digest, who signed it and how, its printed files, and the department's seal key."""
