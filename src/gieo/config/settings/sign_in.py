"""Sign-in with e-mail and password or by a provider of OpenID Connect; links for invitation and reset; a lock after
repeated failures.
"""

from datetime import timedelta

from gieo.config.env import ENV

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["gieo.interfaces.web.accounts.backends.SignedIn"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if ENV.mode == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "gieo.interfaces.web.accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_TIMEOUT = 900
SIGN_IN_LOCK = "5/15m/key"
"""Five wrong passwords for one address lock it until 15 minutes after the first of them."""
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": f"20/m/ip,{SIGN_IN_LOCK}",
    "reset_password": "20/m/ip,5/m/key",
}
PASSWORD_RESET_TIMEOUT = 24 * 3600  # as the letter says
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "gieo.interfaces.web.accounts.links.ResetLinks"  # noqa: S105 - no secret
IDLE = ENV.idle
OPENID = ENV.openid
"""Who may vouch for people at the door besides their passwords; nobody when None."""
ACCOUNT_FORMS = {
    "login": "gieo.interfaces.web.accounts.forms.SignInForm",
    "reset_password": "gieo.interfaces.web.accounts.forms.ResetForm",
    "reset_password_from_key": "gieo.interfaces.web.accounts.forms.NewPasswordForm",
    "change_password": "gieo.interfaces.web.accounts.forms.ChangePasswordForm",
}

MFA_ADAPTER = "gieo.interfaces.web.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Gieo"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
MFA_FORMS = {"authenticate": "gieo.interfaces.web.accounts.forms.CodeForm"}
PROVED_FOR = timedelta(minutes=15)
"""How long after typing the password one may change what guards the sign-in."""
