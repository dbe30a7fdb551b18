"""Signing in and out: by password, and by link."""

import pytest
from django.test import Client

from tests.webapp.builders import administrator, person
from tests.webapp.pages import signed_in, text
from webapp.store.signing_in import issue

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("path", ["/", "/states/", "/topologies/lab/", "/topologies/lab/sharing/"])
def test_a_stranger_is_asked_to_sign_in(path: str) -> None:
    assert Client().get(path).headers["Location"] == f"/sign-in/?next={path}"


def test_a_password_signs_in_and_leads_where_one_wanted_to_go() -> None:
    person("anna", password="correct horse")
    form = {"username": "anna", "password": "correct horse", "next": "/topologies/lab/"}
    assert Client().post("/sign-in/", form).headers["Location"] == "/topologies/lab/"


def test_signing_in_leads_to_no_other_site() -> None:
    person("anna", password="correct horse")
    form = {"username": "anna", "password": "correct horse", "next": "https://evil.example/"}
    assert Client().post("/sign-in/", form).headers["Location"] == "/"


def test_a_wrong_password_is_said_without_saying_which_of_the_two_is_wrong() -> None:
    person("anna", password="correct horse")
    wrong = Client().post("/sign-in/", {"username": "anna", "password": "battery"})
    nobody = Client().post("/sign-in/", {"username": "bert", "password": "battery"})
    assert wrong.status_code == nobody.status_code == 422
    assert "do not match" in text(wrong) and "do not match" in text(nobody)


def test_what_is_missing_is_said_beside_its_field() -> None:
    answer = text(Client().post("/sign-in/", {"username": "anna"}))
    assert 'id="id_password_error" role="alert"><p>Enter your password.' in answer
    assert 'aria-describedby="id_password_error"' in answer


def test_signing_out_ends_the_session_and_needs_a_post() -> None:
    client = signed_in(person("anna"))
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").headers["Location"] == "/sign-in/"
    assert "_auth_user_id" not in client.session


def test_a_browser_that_reads_ahead_does_not_use_up_the_link() -> None:
    address, client = f"/sign-in/{issue(administrator())}/", Client()
    assert client.get(address, headers={"Sec-Purpose": "prefetch;prerender"}).status_code == 503
    assert client.head(address).status_code == 405
    assert client.get(address).headers["Location"] == "/"


def test_the_link_opened_again_by_whom_it_signed_in_leads_on() -> None:
    address, client = f"/sign-in/{issue(administrator())}/", Client()
    assert [client.get(address).headers["Location"] for _ in range(2)] == ["/", "/"]
