"""The settings: everything that may differ between installations comes from the environment (`docs/reference/settings.md`)."""

import importlib.util
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from kaartenbak.config import environment
from kaartenbak.config.database import databases
from kaartenbak.config.mail import mailers
from kaartenbak.web.policy import CONTENT_SECURITY_POLICY

env = environment.load()

HOME = env.home
BASE_URL = env.base_url
SECRET_KEY = env.secret_key
DEBUG = env.debug
ALLOWED_HOSTS = env.allowed_hosts
CSRF_TRUSTED_ORIGINS = env.trusted_origins
DATABASES = databases(env)
MAILERS = mailers(env.email_url)
# Where the database has no such constraint, the operations see to it.
SILENCED_SYSTEM_CHECKS = ["models.W047"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "kaartenbak.web",
    "kaartenbak.api",
    "kaartenbak.jobs",
    "kaartenbak.history",
    "kaartenbak.accounts",
    "kaartenbak.setup",
    "kaartenbak.contacts",
    "kaartenbak.classification",
    "kaartenbak.search",
    "kaartenbak.duplicates",
    "kaartenbak.exchange",
    "kaartenbak.carddav",
    "kaartenbak.demo",
    "kaartenbak.cli",
    "kaartenbak.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kaartenbak.accounts.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kaartenbak.web.middleware.PagesMiddleware",
]

ROOT_URLCONF = "kaartenbak.config.urls"
# Loaded later than the other addresses (decision 0052).
REST_URLCONF = "kaartenbak.config.endpoints"
WSGI_APPLICATION = "kaartenbak.config.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                ("kaartenbak.web.folding.Loader", ["django.template.loaders.app_directories.Loader"])
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "kaartenbak.web.context.shell",
            ],
        },
    },
]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["kaartenbak.accounts.backend.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"

LANGUAGE_CODE = env.language
LANGUAGES = [("nl", _("Dutch")), ("en", _("English")), ("fr", _("French")), ("de", _("German"))]
LOCALE_PATHS = [environment.PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["kaartenbak.config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
# The files of the page that shows the REST interface. As an application the library would be loaded by every command.
NINJA = Path(str(importlib.util.find_spec("ninja").origin)).parent  # type: ignore[union-attr]
STATICFILES_DIRS = [("ninja", NINJA / "static" / "ninja")]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": env.home / "files"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True

# A list is counted for so long, unless all of it shall be.
COUNTING_SECONDS = 0.3

SESSION_ENGINE = "kaartenbak.accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = env.secure
CSRF_COOKIE_SECURE = env.secure
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = CONTENT_SECURITY_POLICY
CSRF_FAILURE_VIEW = "kaartenbak.web.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
