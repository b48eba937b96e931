from __future__ import annotations

import pytest

from ownership import errors


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (errors.OwnershipError, 3),
        (errors.UsageError, 2),
        (errors.DataError, 3),
        (errors.NotFound, 3),
        (errors.Ambiguous, 3),
        (errors.ShareError, 3),
        (errors.DateError, 3),
    ],
)
def test_every_refusal_has_the_promised_exit_code(kind: type[errors.OwnershipError], code: int) -> None:
    refusal = kind("why")
    assert refusal.exit_code == code
    assert isinstance(refusal, errors.OwnershipError)


def test_no_refusal_answers_like_an_answer() -> None:
    # 0 and 1 are answers, 4 is a bug: a refusal is never one of them, whatever class comes later.
    classes = [c for c in vars(errors).values() if isinstance(c, type) and issubclass(c, Exception)]
    assert {c.exit_code for c in classes} == {2, 3}


def test_a_bad_share_or_date_is_also_a_value_error() -> None:
    assert issubclass(errors.ShareError, ValueError)
    assert issubclass(errors.DateError, ValueError)


def test_a_refusal_is_one_line_whatever_the_file_says() -> None:
    assert str(errors.DataError("no column 'a\r\nb\u2028c'")) == "no column 'a b c'"
