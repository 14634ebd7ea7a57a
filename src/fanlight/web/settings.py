"""The settings of the service, all from the environment; `docs/how-to/deploy.md` says what each does."""

import os
from pathlib import Path

from fanlight.web import connections, environ

IS_DEMO = environ.yes("FANLIGHT_DEMO")
DATA = Path(os.environ.get("FANLIGHT_DATA", "var")).resolve()
UPLOADS = Path(os.environ.get("FANLIGHT_UPLOADS", str(DATA / "uploads"))).resolve()
# Folders that hold one folder a council (editions, fees, its own periods), beside those that come with Fanlight; the last one counts.
COUNCIL_FOLDERS = (
    *((Path(__file__).resolve().parent.parent / "casework" / "demo" / "councils",) if IS_DEMO else ()),
    *(Path(each).resolve() for each in environ.words("FANLIGHT_COUNCILS")),
)
IS_PLAIN_HTTP = IS_DEMO or environ.yes("FANLIGHT_PLAIN_HTTP")
MUST_HAVE_SECOND_FACTOR = not IS_DEMO

SECRET_KEY = environ.secret_key(DATA, is_demo=IS_DEMO)
DEBUG = False
ALLOWED_HOSTS = environ.words("FANLIGHT_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environ.words("FANLIGHT_ORIGINS")
DATABASES = {"default": environ.database(os.environ.get("FANLIGHT_DATABASE_URL", ""), DATA)}
ROOT_URLCONF = "fanlight.web.urls"
WSGI_APPLICATION = "fanlight.web.wsgi.application"
AUTH_USER_MODEL = "casework.Account"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "fanlight.casework",
    "fanlight.web.apps.Web",
]
MIDDLEWARE = [
    "fanlight.web.asked.Asked",
    "django.middleware.security.SecurityMiddleware",
    "fanlight.web.headers.StrictHeaders",
    "fanlight.web.headers.OnlyByTls",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "fanlight.web.sessions.KeptAlive",
    "fanlight.web.sessions.SecondFactor",
    "fanlight.web.malformed.WithoutNull",
    "fanlight.web.auth_forms.NotTaken",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "fanlight.web.environment.environment",
            "context_processors": ["fanlight.web.frame.around"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request", "django.contrib.auth.context_processors.auth"]},
    },
]
FORM_RENDERER = "django.forms.renderers.Jinja2"

# Signing in: by address of mail; five wrong tries lock an account for a quarter of an hour, thirty a minute an address of the network.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none" if IS_DEMO else "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = not IS_DEMO
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 60 * 10  # ten minutes, and three tries
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # before an address is changed; the library asks it before second steps in any case
ACCOUNT_CHANGE_EMAIL = True  # one address an account, replaced once the new one is confirmed
ACCOUNT_FORMS = {"add_email": "fanlight.web.new_address.NewAddress"}
ACCOUNT_SIGNUP_FORM_CLASS = "fanlight.web.accounts.Named"
ACCOUNT_RATE_LIMITS = {"login_failed": "5/15m/key,30/m/ip"}
ACCOUNT_ADAPTER = "fanlight.web.accounts.Accounts"
STAFF_PASSWORDS = environ.yes("FANLIGHT_STAFF_PASSWORDS", default=True)  # no: staff sign in by their council's own provider alone
SOCIALACCOUNT_ADAPTER = "fanlight.web.staff_sign_in.SocialAccounts"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"  # the provider must have verified it
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"provider_class": "fanlight.web.staff_sign_in.StaffProvider", "APPS": connections.oidc()}}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = IS_PLAIN_HTTP  # browsers offer keys to this machine alone where there is no TLS
PAYMENTS = DATA / "demonstration-payments" if IS_DEMO else None  # where no provider is set up, nobody pays on line
PAY, NOTIFY, POSTED_BY_NOTIFY = connections.pay(), connections.notify(), connections.posted_by_notify()  # by the slug of the council
FORM_TARGETS = connections.form_targets()
MFA_TOTP_ISSUER = "Fanlight"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "fanlight.web.passwords.NotOurWords"},
]
SESSION_COOKIE_AGE = 60 * 60  # an hour without a page ends the session
SESSION_LIFE = 60 * 60 * 10  # and ten hours end it whatever was done
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not IS_PLAIN_HTTP
if not IS_PLAIN_HTTP:  # browsers keep such a cookie to this host alone, and take it from no other; over plain HTTP they refuse it
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # what was done stands in no cookie
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = not IS_PLAIN_HTTP
FOR_PROGRAMS = ("/api/v1/", "/register/check.json")  # refused over plain HTTP, and not led on
# What watches the service asks it directly, behind the proxy.
SECURE_REDIRECT_EXEMPT = ["^health$", "^ready$", "^metrics$", *(f"^{each[1:]}" for each in FOR_PROGRAMS)]
SECURE_HSTS_SECONDS = 0 if IS_PLAIN_HTTP else 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not IS_PLAIN_HTTP
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if environ.yes("FANLIGHT_BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kept_for_a_while",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # past it the oldest counts are forgotten
    }
}
# How often one address, or one key, may ask: reports of houses, following one by its number, the pages that check a house, the API
# without a key, and the API with one; and the public register, of each process.
LIMITS = {
    "report": os.environ.get("FANLIGHT_LIMIT_REPORT", "10/h"),
    "follow": os.environ.get("FANLIGHT_LIMIT_FOLLOW", "60/h"),
    "check": os.environ.get("FANLIGHT_LIMIT_CHECK", "1200/h"),
    "register": os.environ.get("FANLIGHT_LIMIT_REGISTER", "6000/10m"),
    "api": os.environ.get("FANLIGHT_LIMIT_API", "1200/h"),
    "api-key": os.environ.get("FANLIGHT_LIMIT_API_KEY", "12000/h"),
}
STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [Path(__file__).parent / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": UPLOADS}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
UPLOAD_MOST_BYTES = 20 * 1024 * 1024
UPLOAD_MOST_FILES = 200
SCANNER = os.environ.get("FANLIGHT_SCANNER", "")
METRICS_TOKEN = os.environ.get("FANLIGHT_METRICS_TOKEN", "")  # without one, figures are for this machine alone
POSTGRESQL_PROGRAMS = os.environ.get("FANLIGHT_POSTGRESQL_PROGRAMS", "")  # the folder of pg_dump, where it is not on the path

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if os.environ.get("FANLIGHT_MAIL_HOST")
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = DATA / "mail"
EMAIL_HOST = os.environ.get("FANLIGHT_MAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("FANLIGHT_MAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("FANLIGHT_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("FANLIGHT_MAIL_PASSWORD", "")
EMAIL_USE_TLS = not environ.yes("FANLIGHT_MAIL_PLAIN")
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = os.environ.get("FANLIGHT_MAIL_FROM", "fanlight@example.org")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "fanlight.web.logged.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},  # an address that is not there is no news
        "fanlight": {"handlers": ["stderr"], "level": "INFO", "propagate": True},
    },
}
