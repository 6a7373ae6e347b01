"""Rooms, middleware and templates."""

from gieo.config.env import ENV

DEBUG = False
ROOT_URLCONF = "gieo.config.urls"
WSGI_APPLICATION = "gieo.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

FOUNDATION = [
    "journal",
    "files",
    "places",
    "units",
    "accounts",
    "outbox",
    "duties",
    "papers",
    "signing",
    "audience",
    "search",
    "exports",
]
DOMAIN = [
    "directives",
    "procedures",
    "programmes",
    "needs",
    "results",
    "transfers",
    "handovers",
    "uptake",
    "training",
    "news",
    "insights",
    "imports",
]

INSTALLED_APPS = [
    "gieo.interfaces.web",  # first: its templates stand before those of the parts
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_prose_editor",  # its editor.js alone is used; see docs/decisions
    "template_partials",
    "django_tasks",
    "django_tasks_db",
    *(f"gieo.foundation.{room}" for room in FOUNDATION),
    *(f"gieo.domain.{room}" for room in DOMAIN),
    "gieo.interfaces.ops",
]

MIDDLEWARE = [
    "gieo.interfaces.web.ui.stack.RoomForFrames",
    "gieo.interfaces.web.health.middleware.ForMachines",
    "gieo.interfaces.web.ui.middleware.RequestNumber",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gieo.interfaces.web.ui.middleware.ContentSecurity",
    "gieo.interfaces.web.ui.middleware.Maintenance",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "gieo.interfaces.web.accounts.middleware.Presence",
    "gieo.interfaces.web.ui.middleware.WhoAsks",
    "gieo.interfaces.web.accounts.middleware.Acting",
    "gieo.interfaces.web.ui.middleware.Uploads",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gieo.interfaces.web.ui.middleware.Refusals",
    "gieo.interfaces.web.ui.middleware.ReadingWritesNothing",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gieo.interfaces.web.ui.context.frame",
            ],
        },
    }
]

SHOWS_DEMO = ENV.shows_demo
GIEO_MODE = ENV.mode
