"""The addresses under /api/."""

from django.urls import path

from webapp.api import designs, plans

urlpatterns = [
    path("topologies/<slug:name>/design/", designs.design),
    path("topologies/<slug:name>/plan/", plans.plan),
]
