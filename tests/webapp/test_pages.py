"""The pages as their readers get them: what is made, shared and refused there, and what an error says."""

import json
import re

import pytest
from django.test import Client
from django.utils import timezone

from engine.drivers import DRIVERS
from tests.packages import Installing
from tests.webapp.builders import administrator, member, person, topology, two_apps
from tests.webapp.pages import names, signed_in, text
from webapp.store import changes
from webapp.store.models import Engine, Membership, Topology
from webapp.store.reading import design

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_new_topology_opens_in_the_designer() -> None:
    anna = person("anna")
    client = signed_in(anna)
    answer = client.post("/create/", {"name": "lab"})
    assert answer.headers["Location"] == "/topologies/lab/"
    assert client.get("/topologies/lab/").status_code == 200


def test_the_designer_comes_with_every_driver_that_there_is(installing: Installing) -> None:
    installing("good", drivers="fine = good", traits="fine = good:TRAITS")
    anna = person("anna")
    topology("lab", anna)
    page = text(signed_in(anna).get("/topologies/lab/"))
    (carried,) = re.findall(r'<script id="drivers" type="application/json">(.*?)</script>', page)
    found = {each["name"]: each for each in json.loads(carried)}
    assert list(found) == [*DRIVERS, "fine"]
    assert (found["fine"]["bridge"], found["macvlan"]["modes"]) == (True, ["bridge", "private"])


@pytest.mark.parametrize(
    ("name", "said"), [("", "Give it a name."), ("Bad name", "cannot have"), ("lab", "is taken")]
)
def test_a_refused_name_is_said_in_the_open_dialog(name: str, said: str) -> None:
    client = signed_in(topology("lab").owner)
    answer = client.post("/create/", {"name": name})
    page = text(answer)
    assert answer.status_code == 422 and said in page
    assert 'id="create-dialog" aria-labelledby="create-title" data-open' in page
    assert 'aria-invalid="true"' in page


def test_a_viewer_may_copy_and_owns_the_copy() -> None:
    viewer = member(two_apps(), "vera", "viewer")
    assert signed_in(viewer).post("/topologies/lab/duplicate/", {"name": "copy"}).status_code == 302
    copy = Topology.objects.get(name="copy")
    assert copy.owner == viewer and len(design(copy).sandboxes) == 2


def test_an_owner_renames() -> None:
    client = signed_in(two_apps().owner)
    assert client.post("/topologies/lab/rename/", {"name": "new"}).headers["Location"] == "/"
    assert names() == {"new"}


def test_a_refused_new_name_keeps_the_dialog_about_the_old_one() -> None:
    client = signed_in(two_apps().owner)
    answer = client.post("/topologies/lab/rename/", {"name": "No!"})
    assert answer.status_code == 422
    assert 'action="/topologies/lab/rename/"' in text(answer)


def test_an_owner_deletes() -> None:
    client = signed_in(two_apps().owner)
    assert "Deleted lab." in text(client.post("/topologies/lab/delete/", follow=True))
    assert names() == set()


def test_what_is_deployed_is_kept_and_the_reason_said() -> None:
    lab = two_apps()
    changes.deploy("lab", lab.owner)
    page = text(signed_in(lab.owner).post("/topologies/lab/delete/", follow=True))
    assert "lab is deployed; destroy it first." in page and names() == {"lab"}


@pytest.mark.parametrize("role", ["viewer", "editor"])
@pytest.mark.parametrize(
    ("way", "form"),
    [
        ("rename", {"name": "new"}),
        ("delete", {}),
        ("sharing", {"action": "share", "username": "vera", "role": "editor"}),
        ("sharing", {"action": "remove", "username": "vera"}),
    ],
)
def test_only_an_owner_renames_deletes_and_shares(role: str, way: str, form: dict[str, str]) -> None:
    client = signed_in(member(two_apps(), "vera", role))
    answer = client.post(f"/topologies/lab/{way}/", form)
    assert answer.status_code == 403 and "You may not do this" in text(answer)
    assert names() == {"lab"}
    assert Membership.objects.get().role == role


@pytest.mark.parametrize("way", ["deploy", "destroy"])
def test_a_viewer_neither_deploys_nor_destroys(way: str) -> None:
    client = signed_in(member(two_apps(), "vera", "viewer"))
    assert client.post(f"/topologies/lab/{way}/").status_code == 403
    assert not Topology.objects.get().deployed


def test_an_editor_deploys_and_destroys() -> None:
    client = signed_in(member(two_apps(), "eric", "editor"))
    client.post("/topologies/lab/deploy/")
    assert Topology.objects.get().deployed
    client.post("/topologies/lab/destroy/")
    assert not Topology.objects.get().deployed


def test_what_is_not_shared_is_as_if_it_were_not_there() -> None:
    two_apps()
    client = signed_in(person("eve"))
    paths = ("", "design.yaml", "sharing/")
    assert {client.get(f"/topologies/lab/{path}").status_code for path in paths} == {404}
    ways = ("rename", "duplicate", "delete", "deploy", "destroy", "sharing")
    assert {client.post(f"/topologies/lab/{way}/", {"name": "x"}).status_code for way in ways} == {404}


@pytest.mark.parametrize("path", ["/create/", "/upload/", "/topologies/lab/delete/"])
def test_writing_needs_a_post(path: str) -> None:
    assert signed_in(two_apps().owner).get(path).status_code == 405


def test_an_owner_shares_changes_the_role_and_takes_it_back() -> None:
    lab, anna = two_apps(), person("anna")
    client = signed_in(lab.owner)
    client.post("/topologies/lab/sharing/", {"action": "share", "username": "anna", "role": "viewer"})
    client.post("/topologies/lab/sharing/", {"action": "share", "username": "anna", "role": "editor"})
    assert Membership.objects.get(user=anna).role == "editor"
    client.post("/topologies/lab/sharing/", {"action": "remove", "username": "anna"})
    assert not Membership.objects.exists()


@pytest.mark.parametrize(
    ("username", "said"),
    [("nobody", "no such account"), ("", "Whom?"), ("owner-of-lab", "the owner already")],
)
def test_whom_one_cannot_share_with_is_said_beside_the_field(username: str, said: str) -> None:
    client = signed_in(two_apps().owner)
    answer = client.post("/topologies/lab/sharing/", {"username": username, "role": "viewer"})
    assert answer.status_code == 422 and said in text(answer)


def test_a_page_that_is_not_there_says_so_in_our_look() -> None:
    answer = signed_in(person("anna")).get("/nothing/")
    assert answer.status_code == 404
    assert "There is nothing here" in text(answer) and "css/tokens+" in text(answer)


def test_a_form_without_its_token_is_refused_with_an_explanation() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("anna"))
    answer = client.post("/create/", {"name": "lab"})
    assert answer.status_code == 403 and "This page was too old" in text(answer)
    assert names() == set()


def test_a_mistake_of_the_server_is_owned_up_to(monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in(person("anna"))
    client.raise_request_exception = False
    monkeypatch.setattr("webapp.pages.listing.rows", lambda user: 1 / 0)
    answer = client.get("/")
    assert answer.status_code == 500 and "Patchboard made a mistake" in text(answer)


@pytest.mark.parametrize(("mode", "said"), [("simulation", True), ("rootless", False)])
def test_a_simulation_is_labelled_on_every_page_that_is_not_live(mode: str, said: bool) -> None:
    lab = two_apps()
    now = timezone.now()
    Engine.objects.create(host="here", mode=mode, pid=1, started=now, beat=now)
    client = signed_in(administrator())
    for path in ("/", f"/topologies/{lab}/sharing/", "/admin/"):
        assert ("Simulation: nothing touches the kernel" in text(client.get(path))) is said, path
    assert ("Simulation" in text(Client().get("/sign-in/"))) is said


def test_pages_carry_no_inline_script_but_the_import_map() -> None:
    page = text(signed_in(two_apps().owner).get("/"))
    assert len(re.findall(r"<script(?![^>]* src=)", page)) == 1
    assert "onclick" not in page and "style=" not in page
