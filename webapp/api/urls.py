"""The addresses under /api/."""

from django.urls import path

from webapp.api import designs, history, plans, texts

urlpatterns = [
    path("topologies/<slug:name>/design/", designs.design),
    path("topologies/<slug:name>/plan/", plans.plan),
    path("topologies/<slug:name>/text/", texts.written),
    path("topologies/<slug:name>/text/check/", texts.checked),
    path("topologies/<slug:name>/text/write/", texts.rewritten),
    path("topologies/<slug:name>/changes/", history.changes),
    path("topologies/<slug:name>/revisions/<int:revision>/", history.revision),
    path("topologies/<slug:name>/compare/", history.compare),
]
