"""Topologies, their logs and states: to look at, and to deploy, destroy and resync."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from topology.formats import native
from webapp.admin import controls, marks
from webapp.admin.reading import ReadOnly
from webapp.admin.sizes import SizeFilter
from webapp.pages import words
from webapp.pages.listing import measured
from webapp.store import reading
from webapp.store.models import Change, Engine, ObjectStatus, Topology


@admin.register(Topology)
class TopologyAdmin(ReadOnly):
    list_display = ("name", "owner", "shown_state", "size", "revision", "last_change")
    list_filter = ("state", "deployed", SizeFilter, "drift", "owner")
    search_fields = ("name", "description", "owner__username")
    list_select_related = ("owner",)
    ordering = ("name",)
    actions = (controls.deploy, controls.destroy, controls.resync)
    fieldsets = (
        (None, {"fields": ("name", "description", "owner", "members", "shown_state", "size")}),
        ("Revisions", {"fields": ("revision", "observed_revision", "wanted", "drift")}),
        ("When", {"fields": ("created", "changed")}),
        ("Design", {"fields": ("design",)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return measured(super().get_queryset(request))

    def view_on_site(self, obj: Topology) -> str:
        """The designer."""
        return reverse("designer", args=[obj.name])

    @admin.display(description="State", ordering="state")
    def shown_state(self, obj: Topology) -> SafeString:
        return marks.state(obj.state, obj.reason)

    @admin.display(description="Size", ordering="sandboxes")
    def size(self, obj: Any) -> str:
        return words.size(obj.networks, obj.sandboxes, obj.endpoints)

    @admin.display(description="Last change", ordering="last_at")
    def last_change(self, obj: Any) -> SafeString:
        return marks.told(words.ago(obj.last_at), obj.last_sentence)

    @admin.display(description="Members")
    def members(self, obj: Topology) -> str:
        found = obj.memberships.select_related("user").order_by("user__username")
        return ", ".join(f"{member.user} ({member.role})" for member in found) or "nobody beside the owner"

    @admin.display(description="Wanted")
    def wanted(self, obj: Topology) -> str:
        if obj.deployed:
            return "deployed"
        return "destroyed, which is not done yet" if obj.built else "not deployed"

    @admin.display(description="Design file")
    def design(self, obj: Topology) -> SafeString:
        """As it would be downloaded; it is edited in the designer alone."""
        return format_html(
            '<pre class="design-file" tabindex="0">{}</pre>', native.dump_yaml(reading.design(obj))
        )


@admin.register(Change)
class ChangeAdmin(ReadOnly):
    list_display = ("at", "topology", "number", "revision", "kind", "author", "sentence")
    list_display_links = ("sentence",)
    list_filter = ("kind", "at", "topology")
    search_fields = ("sentence", "topology__name", "author__username")
    list_select_related = ("topology", "author")
    ordering = ("-at", "-number")
    show_full_result_count = False


@admin.register(ObjectStatus)
class ObjectStatusAdmin(ReadOnly):
    list_display = ("name", "kind", "topology", "shown_state")
    list_filter = ("state", "kind", "topology")
    search_fields = ("name", "topology__name", "reason")
    list_select_related = ("topology",)
    ordering = ("topology__name", "kind", "name")
    show_full_result_count = False

    @admin.display(description="State", ordering="state")
    def shown_state(self, obj: ObjectStatus) -> SafeString:
        return marks.state(obj.state, obj.reason)


@admin.register(Engine)
class EngineAdmin(ReadOnly):
    list_display = ("host", "mode", "pid", "started", "beat")
