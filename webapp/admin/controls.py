"""Deploy, destroy and resync of the topologies that were chosen in the list, after one more question."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse

from topology.problems import InvalidDesign
from webapp.pages import words
from webapp.store import changes
from webapp.store.errors import Forbidden, NoSuchTopology, Refused
from webapp.store.models import Change, Topology


@dataclass(frozen=True, slots=True)
class Control:
    """What the question says, and what a yes does."""

    verb: str
    consequence: str
    danger: bool
    carry_out: Callable[[str, User], Change]


CONTROLS = {
    control.verb: control
    for control in (
        Control("deploy", "The engine makes each of these designs real.", False, changes.deploy),
        Control(
            "destroy",
            "The engine takes away everything of these: namespaces, bridges, cables, and what runs in "
            "them ends. The designs stay.",
            True,
            changes.destroy,
        ),
        Control(
            "resync",
            "The engine looks at everything of these again, and puts right what it may put right.",
            False,
            changes.resync,
        ),
    )
}


@admin.action(description="Deploy…")
def deploy(
    view: "admin.ModelAdmin[Topology]", request: HttpRequest, chosen: QuerySet[Topology]
) -> TemplateResponse | None:
    return _answer(view, request, chosen, CONTROLS["deploy"])


@admin.action(description="Destroy…")
def destroy(
    view: "admin.ModelAdmin[Topology]", request: HttpRequest, chosen: QuerySet[Topology]
) -> TemplateResponse | None:
    return _answer(view, request, chosen, CONTROLS["destroy"])


@admin.action(description="Resync…")
def resync(
    view: "admin.ModelAdmin[Topology]", request: HttpRequest, chosen: QuerySet[Topology]
) -> TemplateResponse | None:
    return _answer(view, request, chosen, CONTROLS["resync"])


def _answer(
    view: "admin.ModelAdmin[Topology]", request: HttpRequest, chosen: QuerySet[Topology], control: Control
) -> TemplateResponse | None:
    if "confirmed" in request.POST:
        _carry_out(request, chosen, control)
        return None
    context = {
        **view.admin_site.each_context(request),
        "title": f"{control.verb.capitalize()} {words.count(chosen.count(), 'topology', 'topologies')}?",
        "control": control,
        "chosen": chosen,
        "checkbox": ACTION_CHECKBOX_NAME,
        "opts": view.opts,
    }
    return TemplateResponse(request, "admin/store/confirm_control.html", context)


def _carry_out(request: HttpRequest, chosen: QuerySet[Topology], control: Control) -> None:
    """Each by itself: one that cannot be done keeps no other from being done."""
    assert isinstance(request.user, User)
    done = []
    for name in chosen.values_list("name", flat=True):
        try:
            control.carry_out(name, request.user)
        except (Forbidden, InvalidDesign, NoSuchTopology, Refused) as error:
            messages.error(request, f"{name}: {error}")
        else:
            done.append(name)
    if done:
        messages.success(request, f"Asked to {control.verb}: {', '.join(done)}.")
