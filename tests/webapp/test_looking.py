"""A link by which anybody may look at a topology, without an account."""

import re
from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError
from django.db.models.signals import pre_delete
from django.test import Client
from django.utils import timezone

from tests.webapp.builders import administrator, edit, member, person, set_field, two_apps
from webapp.live import seats
from webapp.live.seats import SIGNED_OUT, Seat, judge
from webapp.store import looking, topologies
from webapp.store.access import Person, Role, role, roles
from webapp.store.errors import Forbidden, Refused
from webapp.store.models import Guest, Topology, ViewLink

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lab() -> Topology:
    return two_apps()


@pytest.fixture
def link(lab: Topology) -> str:
    """The path of a link to look at it."""
    return f"/look/{looking.open_to_all(lab.name, lab.owner)}/"


def guest(link: str, name: str = "") -> Client:
    """The browser of somebody who has come by the link."""
    client = Client()
    client.post(link, {"name": name})
    return client


def test_the_owner_makes_a_link_and_is_shown_it_once(lab: Topology, client: Client) -> None:
    client.force_login(lab.owner)
    page = client.post("/topologies/lab/sharing/", {"action": "link"}).content.decode()
    found = re.search(r"http://[^\"]+/look/[\w-]+/", page)
    assert found
    assert "/look/" not in client.get("/topologies/lab/sharing/").content.decode()
    assert Client().get(found[0].replace("http://testserver", "")).status_code == 200


def test_the_token_itself_is_not_kept(link: str) -> None:
    token = link.split("/")[2]
    assert token not in str(list(ViewLink.objects.values()))


def test_a_guest_sees_the_topology_and_may_not_change_it(lab: Topology, link: str) -> None:
    client = guest(link, "Maya")
    assert client.get("/topologies/lab/").status_code == 200
    user = User.objects.get(username="Maya-guest")
    assert role(user, lab) == "viewer"
    with pytest.raises(Forbidden):
        edit(lab, user, set_field("sandbox", "app1", forwarding=True))


def test_opening_the_link_alone_makes_nobody(link: str) -> None:
    Client().get(link)
    Client().head(link)
    assert not Guest.objects.exists()


def test_a_guest_has_no_password_and_makes_nothing_of_their_own(lab: Topology, link: str) -> None:
    client = guest(link)
    assert not User.objects.get(guest__isnull=False).has_usable_password()
    assert client.post("/create/", {"name": "mine"}).status_code == 403
    assert client.post("/topologies/lab/duplicate/", {"name": "mine"}).status_code == 403
    assert 'data-dialog="create-dialog"' not in client.get("/").content.decode()
    assert Topology.objects.count() == 1


def test_two_of_one_name_are_told_apart(link: str) -> None:
    guest(link, "Maya"), guest(link, "Maya")
    names = set(User.objects.filter(guest__isnull=False).values_list("username", flat=True))
    assert names == {"Maya-guest", "Maya-guest2"}


def test_of_a_name_only_what_a_username_may_hold_is_taken(link: str) -> None:
    guest(link, "<b>Zoë</b> &")
    assert User.objects.get(guest__isnull=False).username == "b-Zoë-b-guest"


def test_somebody_with_an_account_looks_as_themselves(lab: Topology, link: str, client: Client) -> None:
    ann = person("ann")
    client.force_login(ann)
    assert client.get(link).headers["Location"] == "/topologies/lab/"
    assert role(ann, lab) == "viewer"
    assert not Guest.objects.exists()


def test_who_may_edit_still_may(lab: Topology, link: str, client: Client) -> None:
    editor = member(lab, "ed", "editor")
    client.force_login(editor)
    client.get(link)
    assert role(editor, lab) == "editor"


def test_switched_off_the_link_and_its_guests_are_gone(lab: Topology, link: str) -> None:
    client = guest(link)
    seat = Seat(client.cookies["patchboard_session"].value, lab.pk)
    looking.close(lab.name, lab.owner)
    assert Client().get(link).status_code == 404
    assert client.get("/topologies/lab/").headers["Location"].startswith("/sign-in/")
    assert judge([seat])[seat] == SIGNED_OUT
    assert not User.objects.filter(username__startswith="guest").exists()


def test_who_comes_while_it_is_switched_off_is_told(lab: Topology) -> None:
    found = looking.find(looking.open_to_all(lab.name, lab.owner))
    assert found
    looking.close(lab.name, lab.owner)
    with pytest.raises(Refused, match="just been switched off"):
        looking.welcome(found, "Maya")
    assert not Guest.objects.exists() and not User.objects.filter(username="Maya-guest").exists()


def test_a_guest_who_goes_while_it_is_asked_who_may_stay_is_signed_out(
    lab: Topology, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = Seat(guest(link).cookies["patchboard_session"].value, lab.pk)

    def just_closed(pairs: Sequence[tuple[Person, Topology]]) -> list[Role | None]:
        looking.close(lab.name, lab.owner)
        return roles(pairs)

    monkeypatch.setattr(seats, "roles", just_closed)
    assert judge([seat])[seat] == SIGNED_OUT


def test_nothing_is_switched_off_if_not_all_of_it_can_be(lab: Topology, link: str) -> None:
    guest(link)
    user = User.objects.get(guest__isnull=False)

    def fail(**_: object) -> None:
        raise OperationalError("the disk is full")

    pre_delete.connect(fail, sender=User)
    try:
        with pytest.raises(OperationalError):
            looking.close(lab.name, lab.owner)
    finally:
        pre_delete.disconnect(fail, sender=User)
    assert ViewLink.objects.filter(guests__user=user).exists()
    assert role(user, lab) == "viewer"


def test_a_new_link_takes_the_place_of_the_old_one(lab: Topology, link: str) -> None:
    client = guest(link)
    again = looking.open_to_all(lab.name, lab.owner)
    assert Client().get(link).status_code == 404
    assert Client().get(f"/look/{again}/").status_code == 200
    assert client.get("/topologies/lab/").status_code == 302


def test_when_the_topology_is_deleted_its_guests_are_too(lab: Topology, link: str) -> None:
    guest(link)
    topologies.delete(lab.name, lab.owner)
    assert not User.objects.filter(username__startswith="guest").exists()


def test_guests_of_days_ago_are_forgotten_when_the_next_one_comes(link: str) -> None:
    guest(link, "old")
    User.objects.update(date_joined=timezone.now() - timedelta(days=3))
    guest(link, "new")
    assert set(Guest.objects.values_list("user__username", flat=True)) == {"new-guest"}


def test_there_is_an_end_to_guests(link: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "MOST_GUESTS", 2)
    for _ in range(2):
        guest(link)
    answer = Client().post(link, {"name": ""})
    assert answer.status_code == 422
    assert "2 guests look at lab already" in answer.content.decode()


def test_only_the_owner_makes_and_takes_links(lab: Topology) -> None:
    editor = member(lab, "ed", "editor")
    with pytest.raises(Forbidden):
        looking.open_to_all(lab.name, editor)
    with pytest.raises(Forbidden):
        looking.close(lab.name, editor)
    looking.open_to_all(lab.name, administrator())
