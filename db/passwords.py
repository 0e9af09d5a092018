"""Passwords: taken exactly as typed, long and Chinese ones too, kept as Argon2id.

No rules of composition (OWASP ASVS 6.2.5): only a least length, and not one of those everybody tries.
bcrypt would cut after 72 bytes, which is 24 Chinese characters; Argon2id does not.
"""

import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from db.errors import Invalid
from db.words import _

LEAST, MOST = 8, 256
# OWASP's figures for Argon2id: 19 MiB, two passes; about a tenth of a second on an office PC.
_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_NOBODY = _hasher.hash("nobody has this password")
_COMMON = frozenset(
    [
        "12345678",
        "123456789",
        "1234567890",
        "87654321",
        "11111111",
        "00000000",
        "88888888",
        "66666666",
        "99999999",
        "password",
        "password1",
        "passw0rd",
        "p@ssw0rd",
        "qwertyui",
        "qwertyuiop",
        "qwerty123",
        "1q2w3e4r",
        "1qaz2wsx",
        "abcd1234",
        "abc12345",
        "a1234567",
        "a12345678",
        "aa123456",
        "iloveyou",
        "5201314520",
        "woaini1314",
        "admin123",
        "admin1234",
        "administrator",
        "123123123",
        "12341234",
        "147258369",
        "asdfghjkl",
        "zxcvbnm1",
        "00000000",
        "112233445566",
        "wodemima",
        "mimamima",
        "nuanfang",
        "暖访暖访暖访暖访",
    ]
)


def checked(password: str, name: str = "") -> str:
    """The password, if it will do."""
    if len(password) < LEAST:
        raise Invalid({"password": _("Use at least 8 characters; a short sentence is best.")})
    if len(password) > MOST:
        raise Invalid({"password": _("Use at most 256 characters.")})
    plain = unicodedata.normalize("NFKC", password).lower()
    repeated = len(set(plain)) < 3 and len(plain) < 3 * LEAST
    if plain in _COMMON or repeated or (name and plain == name.lower()):
        raise Invalid({"password": _("Too easy to guess. Use a short sentence only you would write.")})
    return password


def hashed(password: str) -> str:
    return _hasher.hash(password)


def matches(password: str, stored: str | None) -> bool:
    """Whether it is the password; the work is the same when there is no such account (`stored` is None)."""
    try:
        return _hasher.verify(stored or _NOBODY, password[: MOST * 4]) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def fresh() -> str:
    """A password nobody had before, easy to read out: four groups of four without letters that look alike."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _i in range(4)) for _group in range(4))
