"""Secret links to set a new password: good for settings.PASSWORD_RESET_TIMEOUT on our own clock."""

from datetime import datetime

from django.contrib.auth.tokens import PasswordResetTokenGenerator

from gieo.core import clock


class ResetLinks(PasswordResetTokenGenerator):
    """A link dies with its hours, with a sign-in, a new password, or another address. Checking one writes nothing."""

    def _now(self) -> datetime:
        return clock.now().replace(tzinfo=None)
