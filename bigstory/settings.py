"""Settings of the whole site.

What differs from place to place comes from the environment (config.py).
"""

from pathlib import Path
from urllib.parse import unquote, urlparse

from csp.constants import NONE, SELF
from django.conf import global_settings
from django.utils.translation import gettext_lazy as _

from bigstory import config

BASE_DIR = Path(__file__).resolve().parent.parent
ENVIRONMENT = config.read(BASE_DIR)
DEMO = ENVIRONMENT["mode"] == "demo"
PRODUCTION = ENVIRONMENT["mode"] == "production"
DEBUG = ENVIRONMENT["mode"] == "development"

SECRET_KEY = ENVIRONMENT["secret_key"]
ALLOWED_HOSTS = ENVIRONMENT["hosts"]
CSRF_TRUSTED_ORIGINS = ENVIRONMENT["origins"]
ROOT_URLCONF = "bigstory.urls"
WSGI_APPLICATION = "bigstory.wsgi.application"

INSTALLED_APPS = [
    "bigstory.core",
    "bigstory.kit",
    "bigstory.accounts",
    "areas",
    "partnerships",
    "outcomes",
    "bigstory.pages",
    "bigstory.example",
    "bigstory.benchmarks",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "bigstory.core.admin_site.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.forms",
    "crispy_forms",
    "simple_history",
]

MIDDLEWARE = [
    "bigstory.core.web.HeadMiddleware",
    "bigstory.core.web.PrivateCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Before whatever else reads a request: all words that come in pass here.
    "bigstory.core.text.door.CleanWordsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "bigstory.core.health.HealthMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "bigstory.pages.site.outages.ShutMiddleware",
    "bigstory.accounts.sessions.SignInFirstMiddleware",
    "bigstory.accounts.tries.NetworkLimitMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "bigstory.accounts.sessions.RenewSessionMiddleware",
    "areas.roles.sign_in.SecondStepMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "areas.places.views.FormerAddressMiddleware",
    "bigstory.kit.taken.TakenMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bigstory.core.web.site",
                "areas.programme.context.programme",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "bigstory.kit.templatetags.story",
                "crispy_forms.templatetags.crispy_forms_tags",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bigstory"
CRISPY_TEMPLATE_PACK = "bigstory"

DATABASES = {"default": config.database(ENVIRONMENT["database_url"])}
# In the database: every process must know what was tried before.
CACHES = {"default": {"BACKEND": "bigstory.core.limits.cache.LimitsCache"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
LOCALE_PATHS = [BASE_DIR / "bigstory" / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True
# Dates as people here write them: 6 June 2024.
FORMAT_MODULE_PATH = ["bigstory.formats"]

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [*global_settings.STATICFILES_FINDERS, "bigstory.kit.styles.JoinedStyles"]
MEDIA_ROOT = ENVIRONMENT["storage"]
ERASURE_LEDGER = ENVIRONMENT["ledger"]
FREE_SPACE_LEAST = ENVIRONMENT["room"]
HEALTH_STANDS_SECONDS = 3
PHOTO_MAX_BYTES = ENVIRONMENT["photo_bytes"]
PHOTO_MAX_PIXELS = ENVIRONMENT["photo_pixels"]
PHOTOS_PER_ACTIVITY = ENVIRONMENT["photos"]
RECORDING_MAX_BYTES = ENVIRONMENT["recording_bytes"]
RECORDING_MAX_SECONDS = ENVIRONMENT["recording_seconds"]
RECORDINGS_PER_STORY = 5
# How long ffmpeg may work at one: ten minutes of film take about three on two cores.
RECORDING_WORK_SECONDS = 30 * 60
# A half-year of one area is a few dozen rows.
SPEND_CSV_MOST_BYTES = 512 * 1024
SPEND_MOST_ROWS = 2_000
# A file that is moved in: ten years of the payments of 150 areas are about 10,000 rows.
MOVING_MOST_BYTES = 10 * 1024 * 1024
MOVING_MOST_ROWS = 50_000
# SQLite has one writer at a time: so many rows at once keep the others waiting for less than a
# second (bigstory/tests/live/test_moving_at_size.py).
MOVING_MOST_ROWS_ON_SQLITE = 1_000
# Whatever is sent, no more than this is written down of one file, except by a view that says it
# takes more.
UPLOAD_MAX_BYTES = PHOTO_MAX_BYTES
# A form of many rows, and words pasted into one box, come through to be answered in a sentence.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024  # of all that is typed
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_NUMBER_FILES = 4 * PHOTOS_PER_ACTIVITY  # each is open until the page is answered
FILE_UPLOAD_HANDLERS = [
    "bigstory.core.files.uploads.CappedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "bigstory.core.files.uploads.OnDisk",
]
WHITENOISE_USE_FINDERS = not PRODUCTION
_STATIC_STORAGE = (
    "whitenoise.storage.CompressedManifestStaticFilesStorage"
    if PRODUCTION
    else "django.contrib.staticfiles.storage.StaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _STATIC_STORAGE},
}

# --- people and sign-in ---------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "areas.roles.sign_in.RoleBackend",
    "bigstory.accounts.adapter.AddressBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "bigstory.accounts.adapter.InvitedOnlyAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation reached the address, which verifies it
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = True
# The sign-in page itself asks for an address and sends a code, so allauth's separate page for that
# stays off.
ACCOUNT_LOGIN_BY_CODE_ENABLED = False
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 600  # mail is slow
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False  # ours: accounts/tries.py
ACCOUNT_FORMS = {
    "login": "bigstory.accounts.forms.AddressForm",
    "confirm_login_code": "bigstory.accounts.forms.SignInCodeForm",
    "change_password": "bigstory.accounts.passwords.ChangePasswordForm",
    "set_password": "bigstory.accounts.passwords.SetPasswordForm",
    "reset_password": "bigstory.accounts.forms.ForgottenForm",
    "confirm_password_reset_code": "bigstory.accounts.forms.ForgottenCodeForm",
    "reset_password_from_key": "bigstory.accounts.passwords.NewPasswordForm",
    "reauthenticate": "bigstory.accounts.forms.ConfirmPasswordForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT["proxies"]
MFA_ADAPTER = "bigstory.accounts.adapter.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "bigstory.accounts.forms.SecondStepForm",
    "reauthenticate": "bigstory.accounts.forms.ConfirmCodeForm",
    "activate_totp": "bigstory.accounts.forms.ActivateAppForm",
    "add_webauthn": "bigstory.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "bigstory.accounts.forms.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an invitation or a sign-in code reached the address
MFA_TOTP_TOLERANCE = 1  # one code early or late: phones' clocks wander
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_TOTP_ISSUER = "Big Story"
# Local Trust, evaluators and administrators must have a second step, except where everything is
# example data.
SECOND_STEP_REQUIRED = not DEMO
INVITATION_DAYS = 14

# --- mail -----------------------------------------------------------------------------------------
_mail = urlparse(ENVIRONMENT["email_url"])
DEFAULT_FROM_EMAIL = ENVIRONMENT["from_email"]
EMAIL_BACKEND = f"bigstory.core.work.sending.{'Printed' if _mail.scheme == 'console' else 'Smtp'}"
EMAIL_HOST = _mail.hostname or ""
EMAIL_PORT = _mail.port or 587
EMAIL_HOST_USER = unquote(_mail.username or "")
EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
EMAIL_USE_TLS = _mail.scheme == "smtp+tls"
EMAIL_USE_SSL = _mail.scheme == "smtp+ssl"
EMAIL_TIMEOUT = 20  # seconds of each step; the worker waits, no page does

# --- what browsers are told -----------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "worker-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "media-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "bigstory.pages.site.views.csrf_failure"
SESSION_COOKIE_AGE = 14 * 24 * 60 * 60
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^health/$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = (
        ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT["proxies"] else None
    )
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SIMPLE_HISTORY_REVERT_DISABLED = True
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
