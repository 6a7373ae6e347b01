"""Who is signed in, found once for a request."""

from allauth.account.auth_backends import AuthenticationBackend

from gieo.core import clock
from gieo.foundation.accounts.models import Person, User
from gieo.foundation.accounts.queries import with_delegations


class SignedIn(AuthenticationBackend):
    """allauth's backend; the user comes with the person, who knows whether there are delegations."""

    def get_user(self, user_id: int) -> User | None:
        """One query. None for a user who is gone or may not sign in any more."""
        try:
            person = with_delegations(clock.today()).select_related("user").get(user=user_id)
        except Person.DoesNotExist:
            return None
        return person.user if self.user_can_authenticate(person.user) else None
