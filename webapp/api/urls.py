"""The addresses under /api/."""

from django.urls import path

from webapp.api import designs

urlpatterns = [
    path("topologies/<slug:name>/design/", designs.design),
]
