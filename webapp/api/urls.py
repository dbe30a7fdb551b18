"""The addresses under /api/."""

from django.urls import path

from webapp.api import designs, parts

urlpatterns = [
    path("part/", parts.part),
    path("topologies/<slug:name>/design/", designs.design),
]
