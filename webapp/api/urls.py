"""The addresses under /api/."""

from django.urls import path

from webapp.api import designs, texts

urlpatterns = [
    path("topologies/<slug:name>/design/", designs.design),
    path("topologies/<slug:name>/text/", texts.written),
    path("topologies/<slug:name>/text/check/", texts.checked),
    path("topologies/<slug:name>/text/write/", texts.rewritten),
]
