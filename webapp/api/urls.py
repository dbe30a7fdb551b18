"""The addresses under /api/."""

from django.urls import path

from webapp.api import analyses, designs, history, parts, plans, templates, texts

urlpatterns = [
    path("part/", parts.part),
    path("topologies/<slug:name>/design/", designs.design),
    path("topologies/<slug:name>/plan/", plans.plan),
    path("topologies/<slug:name>/analysis/", analyses.analysis),
    path("topologies/<slug:name>/walk/", analyses.walked),
    path("topologies/<slug:name>/text/", texts.written),
    path("topologies/<slug:name>/text/check/", texts.checked),
    path("topologies/<slug:name>/text/write/", texts.rewritten),
    path("topologies/<slug:name>/changes/", history.changes),
    path("topologies/<slug:name>/revisions/<int:revision>/", history.revision),
    path("topologies/<slug:name>/compare/", history.compare),
    path("topologies/<slug:name>/templates/<slug:template>/", templates.drawn_for),
    path("topologies/<slug:name>/own-templates/<int:number>/", templates.own_for),
    path("topologies/<slug:name>/own-templates/save/", templates.saved),
    path("topologies/<slug:name>/own-templates/rename/", templates.renamed),
    path("topologies/<slug:name>/own-templates/delete/", templates.deleted),
    path("templates/", templates.templates),
    path("templates/<slug:template>/", templates.drawn),
]
