"""The link that `up` prints signs its reader in, once."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.webapp.builders import administrator
from webapp.store.models import SignInLink
from webapp.store.signing_in import administrator as the_administrator
from webapp.store.signing_in import claim, issue

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_link_signs_in_once() -> None:
    address = f"/sign-in/{issue(administrator())}/"
    first, second = Client(), Client()
    assert first.get(address).headers["Location"] == "/"
    assert first.session["_auth_user_id"]
    answer = second.get(address)
    assert answer.headers["Location"] == "/sign-in/"
    assert "_auth_user_id" not in second.session


def test_a_fresh_link_ends_those_before_it() -> None:
    admin = administrator()
    old, new = issue(admin), issue(admin)
    assert claim(old) is None
    assert claim(new) == admin


def test_the_token_itself_is_not_kept() -> None:
    token = issue(administrator())
    assert token not in str(SignInLink.objects.values())


def test_a_made_up_link_signs_nobody_in() -> None:
    issue(administrator())
    assert claim("nonsense") is None


def test_the_first_administrator_has_no_password() -> None:
    admin = the_administrator()
    assert admin.is_superuser and not admin.has_usable_password()
    assert the_administrator() == admin


def test_an_administrators_name_is_one_that_nobody_has() -> None:
    User.objects.create_user("admin")
    assert the_administrator().username == "admin2"


def test_a_link_of_somebody_inactive_is_no_use() -> None:
    admin = administrator()
    token = issue(admin)
    User.objects.update(is_active=False)
    assert claim(token) is None
