"""Accounts, and who has a part in whose topologies."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from webapp.admin.reading import ReadOnly
from webapp.store import topologies
from webapp.store.models import ConsoleEntry, Membership

admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(User)
class UserAdmin(DjangoUserAdmin, ModelAdmin):  # type: ignore[misc, type-arg]
    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ("username", "is_active", "is_staff", "is_superuser", "owned", "last_login")
    list_filter = ("is_active", "is_staff", "is_superuser")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": ("first_name", "last_name", "email")}),
        ("Rights", {"fields": ("is_active", "is_staff", "is_superuser")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    """Who may do what with a topology is said by its sharing, so there are neither groups nor permissions."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).annotate(owned=Count("topologies"))  # type: ignore[no-any-return]

    @admin.display(description="Topologies", ordering="owned")
    def owned(self, obj: Any) -> int:
        return int(obj.owned)


@admin.register(Membership)
class MembershipAdmin(ModelAdmin):  # type: ignore[misc]
    """Written by the store, so that sharing here is what sharing is everywhere."""

    list_display = ("topology", "user", "role")
    list_filter = ("role", "user", "topology")
    search_fields = ("topology__name", "user__username")
    list_select_related = ("topology", "user")
    ordering = ("topology__name", "user__username")

    def get_readonly_fields(self, request: HttpRequest, obj: Membership | None = None) -> tuple[str, ...]:
        return ("topology", "user") if obj else ()

    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: bool) -> None:
        assert isinstance(request.user, User)
        topologies.share(obj.topology.name, obj.user, obj.role, request.user)
        obj.pk = Membership.objects.get(topology=obj.topology, user=obj.user).pk

    def delete_model(self, request: HttpRequest, obj: Membership) -> None:
        assert isinstance(request.user, User)
        topologies.share(obj.topology.name, obj.user, None, request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Membership]) -> None:
        for membership in queryset.select_related("topology", "user"):
            self.delete_model(request, membership)


@admin.register(ConsoleEntry)
class ConsoleEntryAdmin(ReadOnly):
    """Who has used which instrument where."""

    list_display = ("began", "person_name", "topology_name", "instrument", "about", "ended", "how")
    list_filter = ("instrument", "began", "person")
    search_fields = ("person_name", "topology_name", "about")
