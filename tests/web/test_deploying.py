"""In use the service is shut tight: Django's own list of what to see to finds nothing, and what is missing is named."""

import os
import secrets
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house.tree import ROOT

Manage = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def manage(tmp_path: Path) -> Manage:
    """Runs a command of the service with the environment of an installation in use, and what a test adds or takes away."""
    in_use = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "fanlight.web.settings",
        "FANLIGHT_SECRET_KEY": secrets.token_urlsafe(50),
        "FANLIGHT_HOSTS": "licensing.council.example",
        "FANLIGHT_ORIGINS": "https://licensing.council.example",
        "FANLIGHT_DATA": str(tmp_path),
        "FANLIGHT_BEHIND_PROXY": "yes",
    }

    def run(*words: str, **changed: str | None) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in (in_use | changed).items() if value is not None}
        command = [sys.executable, "-W", "error::DeprecationWarning:fanlight", "-m", "django", *words]
        return subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)

    return run


def test_nothing_is_left_to_see_to(manage: Manage) -> None:
    answer = manage("check", "--deploy", "--fail-level", "WARNING")
    assert (answer.returncode, answer.stdout) == (0, "System check identified no issues (0 silenced).\n"), answer.stderr


def test_the_check_can_fail(manage: Manage) -> None:
    answer = manage("check", "--deploy", "--fail-level", "WARNING", FANLIGHT_PLAIN_HTTP="yes")
    assert answer.returncode == 1
    assert "security.W008" in answer.stderr


def test_a_service_without_a_key_does_not_start(manage: Manage) -> None:
    answer = manage("check", FANLIGHT_SECRET_KEY=None)
    assert answer.returncode != 0
    assert "FANLIGHT_SECRET_KEY is not set. Make one:" in answer.stderr


def test_a_database_of_another_kind_is_refused(manage: Manage) -> None:
    answer = manage("check", FANLIGHT_DATABASE_URL="mysql://db/fanlight")
    assert answer.returncode != 0
    assert "FANLIGHT_DATABASE_URL begins with 'mysql:'" in answer.stderr


def test_the_demo_itself_is_whole(manage: Manage) -> None:
    answer = manage("check", FANLIGHT_DEMO="yes", FANLIGHT_SECRET_KEY=None)
    assert answer.returncode == 0, answer.stderr


def test_gunicorn_takes_its_configuration(manage: Manage, tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), "FANLIGHT_DEMO": "yes", "FANLIGHT_DATA": str(tmp_path)}
    command = [sys.executable, "-m", "gunicorn", "--check-config", "-c", "python:fanlight.web.gunicorn"]
    answer = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr


def test_cookies_are_kept_to_this_host_and_to_tls(manage: Manage) -> None:
    names = "SESSION_COOKIE_NAME CSRF_COOKIE_NAME SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SESSION_COOKIE_HTTPONLY CSRF_COOKIE_HTTPONLY"
    more = "SESSION_COOKIE_DOMAIN SESSION_COOKIE_PATH SESSION_COOKIE_SAMESITE CSRF_COOKIE_SAMESITE DEBUG SECURE_HSTS_SECONDS"
    asked = f"from django.conf import settings; print([getattr(settings, name) for name in '{names} {more}'.split()])"
    answer = manage("shell", "--no-imports", "-v0", "-c", asked)
    assert answer.stdout.strip() == (
        "['__Host-session', '__Host-csrf', True, True, True, True, None, '/', 'Lax', 'Lax', False, 31536000]"
    ), answer.stderr


def test_the_demonstration_is_not_made_in_use(manage: Manage) -> None:
    answer = manage("demo")
    assert answer.returncode != 0
    assert "its people share one password that everybody knows" in answer.stderr
