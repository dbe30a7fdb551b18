"""The administrator's view: what it shows, what it lets nobody do, and what its actions ask first."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from tests.webapp.builders import add_network, administrator, person, topology, two_apps
from tests.webapp.pages import text
from webapp.store import audit, changes
from webapp.store.models import Change, ConsoleEntry, Engine, Membership, ObjectStatus, Topology

pytestmark = pytest.mark.django_db(transaction=True)

LIST = "/admin/store/topology/"


@pytest.fixture
def admin() -> Client:
    client = Client()
    client.force_login(administrator())
    return client


def act(client: Client, action: str, *topologies: Topology, **more: str) -> Any:
    form: dict[str, Any] = {"action": action, "_selected_action": [each.pk for each in topologies], **more}
    return client.post(LIST, form, follow=True)


def test_a_stranger_comes_in_through_the_sign_in_page() -> None:
    answer = Client().get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0] == "/sign-in/?next=/admin/"


def test_it_is_for_administrators_only() -> None:
    client = Client()
    client.force_login(person("anna"))
    answer = client.get("/admin/", follow=True)
    assert answer.status_code == 403 and "for administrators" in text(answer)


def test_the_overview_says_how_the_engine_is(admin: Client) -> None:
    assert "never started" in text(admin.get("/admin/"))
    now = timezone.now()
    engine = Engine.objects.create(host="here", mode="rootless", pid=1, started=now, beat=now)
    assert "running" in text(admin.get("/admin/")) and "rootless" in text(admin.get("/admin/"))
    engine.beat = now - timedelta(minutes=5)
    engine.save()
    page = text(admin.get("/admin/"))
    assert "silent" in page and "5 minutes ago" in page


def test_an_empty_list_says_so_and_offers_to_make_nothing_that_only_the_engine_makes(admin: Client) -> None:
    page = text(admin.get("/admin/store/objectstatus/"))
    assert "There are no object statuses yet." in page and "Add" not in page
    assert "No object statuses match." in text(admin.get("/admin/store/objectstatus/?q=lost"))
    assert "Add membership" in text(admin.get("/admin/store/membership/"))


def test_the_overview_tells_failures_with_their_reasons(admin: Client) -> None:
    lab = two_apps()
    Topology.objects.update(state="failed", reason="no space left")
    ObjectStatus.objects.create(topology=lab, kind="sandbox", name="app1", state="failed", reason="too many")
    page = text(admin.get("/admin/"))
    assert "no space left" in page
    assert "sandbox app1" in page and "too many" in page


def test_the_overview_tells_the_last_changes(admin: Client) -> None:
    two_apps()
    page = text(admin.get("/admin/"))
    assert "created the topology" in page and "owner-of-lab" in page


def test_topologies_are_found_by_state_size_and_owner(admin: Client) -> None:
    two_apps("with-apps")
    topology("empty", None, add_network("lan1"))
    Topology.objects.filter(name="empty").update(state="failed")
    for query in ("size=empty", "state__exact=failed", "q=owner-of-empty"):
        page = text(admin.get(f"{LIST}?{query}"))
        assert ">empty<" in page and ">with-apps<" not in page, query
    assert ">with-apps<" in text(admin.get(f"{LIST}?size=small"))


@pytest.mark.parametrize("model", ["topology", "change", "objectstatus", "engine", "consoleentry"])
def test_nothing_of_a_design_is_written_here(admin: Client, model: str) -> None:
    two_apps()
    assert admin.get(f"/admin/store/{model}/").status_code == 200
    assert admin.get(f"/admin/store/{model}/add/").status_code == 403


def test_a_design_is_shown_as_its_file_and_not_changed(admin: Client) -> None:
    lab = two_apps()
    address = f"{LIST}{lab.pk}/change/"
    assert "sandbox: app1" in text(admin.get(address))
    assert admin.post(address, {"name": "other"}).status_code == 403
    assert admin.post(f"{LIST}{lab.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Topology.objects.get() == lab


@pytest.mark.parametrize("action", ["deploy", "destroy", "resync"])
def test_an_action_asks_before_it_acts(admin: Client, action: str) -> None:
    lab = two_apps()
    page = text(act(admin, action, lab))
    assert f"{action.capitalize()} 1 topology?" in page and "lab" in page
    assert not Change.objects.filter(kind="control").exists()


def test_a_confirmed_deploy_and_destroy_are_the_stores(admin: Client) -> None:
    lab, other = two_apps("lab"), two_apps("other")
    assert "Asked to deploy: lab, other." in text(act(admin, "deploy", lab, other, confirmed="yes"))
    assert list(Topology.objects.values_list("deployed", flat=True)) == [True, True]
    act(admin, "destroy", other, confirmed="yes")
    assert list(Topology.objects.values_list("deployed", flat=True)) == [True, False]
    assert {change.author.username for change in Change.objects.filter(kind="control") if change.author} == {
        "admin"
    }


def test_a_resync_is_asked_for(admin: Client) -> None:
    act(admin, "resync", two_apps(), confirmed="yes")
    assert Change.objects.get(kind="control").sentence == "asked for a resync"


def test_one_that_cannot_be_deployed_keeps_no_other_from_it(admin: Client) -> None:
    good, bad = two_apps("good"), topology("bad", None, add_network("lan1", driver="token-ring"))
    page = text(act(admin, "deploy", bad, good, confirmed="yes"))
    assert "bad: network lan1 driver" in page and "Asked to deploy: good." in page
    assert Topology.objects.get(deployed=True) == good


def test_staff_without_a_role_in_it_cannot_deploy() -> None:
    lab = two_apps()
    staff = person("staff", is_staff=True)
    staff.user_permissions.add(Permission.objects.get(codename="view_topology"))
    client = Client()
    client.force_login(staff)
    page = text(act(client, "deploy", lab, confirmed="yes"))
    assert "neither owner nor member" in page
    assert not Topology.objects.get().deployed


def test_memberships_are_written_by_the_store(admin: Client) -> None:
    lab, anna = two_apps(), person("anna")
    form = {"topology": str(lab.pk), "user": anna.pk, "role": "viewer"}
    assert admin.post("/admin/store/membership/add/", form).status_code == 302
    membership = Membership.objects.get()
    address = f"/admin/store/membership/{membership.pk}"
    admin.post(f"{address}/change/", {"role": "editor"})
    assert Membership.objects.get().role == "editor"
    admin.post(f"{address}/delete/", {"post": "yes"})
    assert not Membership.objects.exists()


def test_who_used_the_console_is_found_and_not_rewritten(admin: Client) -> None:
    lab, anna = two_apps(), person("anna")
    for who, about in ((lab.owner, "ping to app2"), (anna, "ping to app1")):
        entry = audit.began(str(lab.pk), "lab", (who.pk, who.username), "tool", about)
    page = text(admin.get("/admin/store/consoleentry/?q=anna"))
    assert "ping to app1" in page and "ping to app2" not in page
    address = f"/admin/store/consoleentry/{entry}"
    assert admin.post(f"{address}/change/", {"about": "nothing"}).status_code == 403
    assert admin.post(f"{address}/delete/", {"post": "yes"}).status_code == 403
    assert ConsoleEntry.objects.get(pk=entry).about == "ping to app1"


def test_an_account_is_made_here_and_signs_in(admin: Client) -> None:
    form = {"username": "anna", "password1": "correct-horse-9", "password2": "correct-horse-9"}
    form["usable_password"] = "true"
    assert admin.post("/admin/auth/user/add/", form).status_code == 302
    answer = Client().post("/sign-in/", {"username": "anna", "password": "correct-horse-9"})
    assert answer.headers["Location"] == "/"


def test_pages_ask_no_other_server(admin: Client) -> None:
    lab = two_apps()
    changes.deploy("lab", lab.owner)
    for path in ("/admin/", LIST, f"{LIST}{lab.pk}/change/", "/admin/auth/user/add/"):
        page = text(admin.get(path))
        assert 'src="http' not in page and '<link href="http' not in page
