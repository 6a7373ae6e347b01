"""Who is signed in, found once for a request."""

from allauth.account.auth_backends import AuthenticationBackend

from gieo.core import clock
from gieo.foundation.accounts.models import User
from gieo.foundation.accounts.queries import signed_in


class SignedIn(AuthenticationBackend):
    """allauth's backend; the user comes with the person and the roles of today."""

    def get_user(self, user_id: int) -> User | None:
        """None for a user who is gone or may not sign in any more."""
        user = signed_in(user_id, clock.today())
        return user if user is not None and self.user_can_authenticate(user) else None
