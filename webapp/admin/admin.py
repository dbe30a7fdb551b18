"""Where Django looks for what is registered."""

from django.contrib import admin

from webapp.admin import people, topologies

admin.site.index_title = "Overview"

__all__ = ["people", "topologies"]
