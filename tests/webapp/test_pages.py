"""The pages as their readers get them: who sees what, who may do what, and what an error says."""

import json
import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from engine.drivers import DRIVERS
from tests.packages import Installing
from tests.webapp.builders import add_sandbox, administrator, edit, member, person, topology, two_apps
from topology.formats import native
from webapp.pages import demonstrations
from webapp.store import changes
from webapp.store.models import Engine, Membership, Topology
from webapp.store.reading import design
from webapp.store.signing_in import issue

pytestmark = pytest.mark.django_db(transaction=True)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def names() -> set[str]:
    return set(Topology.objects.values_list("name", flat=True))


def file(content: str, name: str = "lab.yaml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode())


# Signing in and out


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


# The list


def test_one_sees_ones_own_and_what_is_shared() -> None:
    mine, shared = topology("mine"), topology("shared")
    topology("foreign")
    Membership.objects.create(topology=shared, user=mine.owner, role="viewer")
    page = text(signed_in(mine.owner).get("/"))
    assert 'data-name="mine" data-role="owner"' in page
    assert 'data-name="shared" data-role="viewer"' in page
    assert "foreign" not in page


def test_an_administrator_sees_all() -> None:
    topology("lab")
    assert 'data-name="lab" data-role="owner"' in text(signed_in(administrator()).get("/"))


def test_a_row_says_size_state_and_last_change() -> None:
    lab = two_apps()
    edit(lab, lab.owner, add_sandbox("app3"))
    answer = json.loads(text(signed_in(lab.owner).get("/states/")))
    row = answer["topologies"][0]
    assert (row["sandboxes"], row["networks"], row["endpoints"]) == (3, 1, 2)
    assert row["size"].replace("\N{NO-BREAK SPACE}", " ") == "3 sandboxes, 1 network, 2 endpoints"
    assert (row["state"], row["word"], row["ago"]) == ("designed", "designed", "just now")
    assert "app3" in row["sentence"]


def test_a_row_says_what_is_not_deployed() -> None:
    lab = two_apps()
    changes.deploy("lab", lab.owner)
    edit(lab, lab.owner, add_sandbox("app3"), add_sandbox("app4"))
    client = signed_in(lab.owner)
    assert json.loads(text(client.get("/states/")))["topologies"][0]["waits"] == "2 changes not deployed"
    assert "2 changes not deployed" in text(client.get("/"))
    changes.deploy("lab", lab.owner)
    assert json.loads(text(client.get("/states/")))["topologies"][0]["waits"] == ""


def test_the_list_stays_in_natural_order() -> None:
    anna = person("anna")
    for name in ("app10", "app2", "app1"):
        topology(name, anna)
    rows = json.loads(text(signed_in(anna).get("/states/")))["topologies"]
    assert [row["name"] for row in rows] == ["app1", "app2", "app10"]


def test_a_list_of_many_costs_no_more_queries(django_assert_max_num_queries: Any) -> None:
    anna = person("anna")
    for number in range(20):
        topology(f"lab{number}", anna)
    client = signed_in(anna)
    with django_assert_max_num_queries(6):
        client.get("/states/")


def test_unchanged_states_are_not_sent_again() -> None:
    client = signed_in(topology("lab").owner)
    first = client.get("/states/")
    second = client.get("/states/", headers={"If-None-Match": first.headers["ETag"]})
    assert (second.status_code, second.content) == (304, b"")


def test_an_empty_list_offers_demonstrations() -> None:
    page = text(signed_in(person("anna")).get("/"))
    assert "Nothing drawn yet" in page
    assert all(f"/demonstrations/{name}/" in page for name in demonstrations.NAMES)


def test_a_demonstration_is_copied_under_a_free_name() -> None:
    topology("one-bridge")
    anna = person("anna")
    answer = signed_in(anna).post("/demonstrations/one-bridge/")
    assert answer.headers["Location"] == "/topologies/one-bridge-2/"
    assert Topology.objects.get(name="one-bridge-2").owner == anna
    assert signed_in(anna).post("/demonstrations/none/").status_code == 404


# Making, copying, renaming, deleting


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


# Files


@pytest.mark.parametrize("format", ["yaml", "json"])
def test_a_design_is_downloaded_as_it_is(format: str) -> None:
    lab = two_apps()
    answer = signed_in(lab.owner).get(f"/topologies/lab/design.{format}")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="lab.{format}"'
    assert native.load(text(answer)) == design(lab)


def test_a_format_that_does_not_exist_is_not_found() -> None:
    assert signed_in(two_apps().owner).get("/topologies/lab/design.exe").status_code == 404


def test_a_file_is_uploaded_under_its_own_name_or_another() -> None:
    client = signed_in(person("anna"))
    content = "patchboard: v1\nname: lab\nsandboxes: [{name: app1}]\n"
    assert client.post("/upload/", {"file": file(content)}).headers["Location"] == "/topologies/lab/"
    client.post("/upload/", {"file": file(content), "name": "other"})
    assert names() == {"lab", "other"}


def test_a_broken_file_is_answered_with_all_its_problems() -> None:
    content = "patchboard: v1\nname: lab\nsandboxes: [{nme: app1}]\nnetworks: [{name: lan1, colour: red}]\n"
    answer = signed_in(person("anna")).post("/upload/", {"file": file(content)})
    page = text(answer)
    assert answer.status_code == 422 and "Nothing was stored" in page
    assert "nme" in page and "colour" in page
    assert names() == set()


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (SimpleUploadedFile("lab.yaml", b"\xff\xfe"), "not text"),
        (SimpleUploadedFile("lab.yaml", b"#" * (native.MAX_BYTES + 1)), "larger than"),
        (SimpleUploadedFile("lab.yaml", b""), "is empty"),
        (SimpleUploadedFile("lab.yaml", b"#" * 6 * 1024 * 1024), "at most 4 MiB"),
        ("", "Choose a file"),
    ],
)
def test_what_is_no_design_file_is_said_so(upload: Any, said: str) -> None:
    assert said in text(signed_in(person("anna")).post("/upload/", {"file": upload}))


def test_the_schema_is_there_for_everybody() -> None:
    answer = Client().get("/schema/patchboard-v1.json")
    assert answer.headers["Content-Type"] == "application/schema+json"
    assert json.loads(text(answer))["title"] == "Patchboard design"


# Sharing


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


# Errors, and what every page says


def test_a_page_that_is_not_there_says_so_in_our_look() -> None:
    answer = signed_in(person("anna")).get("/nothing/")
    assert answer.status_code == 404
    assert "There is nothing here" in text(answer) and "tokens.css" in text(answer)


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
