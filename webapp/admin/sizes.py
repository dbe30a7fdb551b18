"""A filter of the topologies by how many sandboxes they have."""

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest

BOUNDS = {
    "empty": ("no sandboxes", 0, 0),
    "small": ("1 to 9 sandboxes", 1, 9),
    "medium": ("10 to 99", 10, 99),
    "large": ("100 and more", 100, None),
}


class SizeFilter(SimpleListFilter):
    """On a queryset of `webapp.pages.listing.measured`."""

    title = "size"
    parameter_name = "size"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(key, label) for key, (label, _, _) in BOUNDS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in BOUNDS:
            return queryset
        _, least, most = BOUNDS[str(self.value())]
        found = queryset.filter(sandboxes__gte=least)
        return found if most is None else found.filter(sandboxes__lte=most)
