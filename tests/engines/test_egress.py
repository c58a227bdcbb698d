"""Which base URLs may be called."""

import pytest

from coach.engines.egress import read_base_url
from coach.errors import UsageError


def test_openai_is_the_default() -> None:
    base = read_base_url(None, has_key=True)
    assert (base.url, base.host, base.is_loopback, base.is_openai) == (
        "https://api.openai.com/v1",
        "api.openai.com",
        False,
        True,
    )


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://localhost:11434/v1", "localhost:11434"),
        ("http://LOCALHOST./v1/", "localhost"),
        ("http://127.0.0.1:1234/v1", "127.0.0.1:1234"),
        ("http://127.1/v1", "127.1"),
        ("http://[::1]:8080/v1", "[::1]:8080"),
        ("http://[::ffff:127.0.0.1]/v1", "[::ffff:127.0.0.1]"),
    ],
)
def test_this_machine_may_be_called_with_a_key_and_without_encryption(url: str, host: str) -> None:
    base = read_base_url(url, has_key=True)
    assert base.is_loopback
    assert base.host == host
    assert not base.url.endswith("/")


@pytest.mark.parametrize(
    "url",
    [
        "https://openrouter.ai/api/v1",
        "https://localhost.example.org/v1",
        "https://127.0.0.1.example.org/v1",
        "http://192.168.1.5:11434/v1",
    ],
)
def test_another_machine_is_not_this_one(url: str) -> None:
    assert not read_base_url(url).is_loopback


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("file:///etc/passwd", "not an http"),
        ("ftp://host/v1", "not an http"),
        ("localhost:11434", "http"),
        ("https:///v1", "not an http"),
        ("https://user:pass@host/v1", "password"),
        ("https://host@evil.example/v1", "password"),
        ("https://host/v1?key=1", "signs"),
        ("https://host/v1#x", "signs"),
        ("http://169.254.169.254/latest", "link-local"),
        ("http://2852039166/", "link-local"),
        ("http://0xa9fea9fe/", "link-local"),
        ("http://[fe80::1]/v1", "link-local"),
        ("http://[::ffff:169.254.169.254]/v1", "link-local"),
        ("http://metadata.google.internal/v1", "metadata"),
        ("http://0.0.0.0:11434/v1", "listen"),
        ("http://ho st/v1", ""),
    ],
)
def test_what_is_refused(url: str, why: str) -> None:
    with pytest.raises(UsageError, match=f"OPENAI_BASE_URL .*{why}"):
        read_base_url(url)


def test_a_key_never_goes_unencrypted_to_another_machine() -> None:
    with pytest.raises(UsageError, match="unencrypted"):
        read_base_url("http://192.168.1.5:11434/v1", has_key=True)
    assert read_base_url("https://192.168.1.5:11434/v1", has_key=True).is_encrypted
