"""The addresses under /api/."""

from django.urls import path

from webapp.api import designs, history

urlpatterns = [
    path("topologies/<slug:name>/design/", designs.design),
    path("topologies/<slug:name>/changes/", history.changes),
    path("topologies/<slug:name>/revisions/<int:revision>/", history.revision),
    path("topologies/<slug:name>/compare/", history.compare),
]
