"""Rules of the handover on plain values: no Django, no database."""
