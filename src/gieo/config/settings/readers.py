"""What readers may send, and how long it is known who they were."""

from datetime import timedelta

CHECK_CODE_WORK = 60_000
"""The largest number a browser looks for: half as many SHA-256 on average, under a second on a cheap telephone."""
CHECK_CODE_LASTS = timedelta(hours=2)
COMMENTERS_KEPT = timedelta(days=90)
"""How long e-mail and source of a comment are kept after it was sent."""
RATERS_KEPT = timedelta(days=365)
"""How long a browser may change its rating; its cookie lives as long."""
