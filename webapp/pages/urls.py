"""The addresses of the pages."""

from django.urls import path, re_path

from webapp.pages.views import (
    designs,
    lists,
    looking,
    modules,
    sharing,
    sheets,
    signing,
    thumbnails,
    writing,
)

urlpatterns = [
    path("", lists.topologies, name="topologies"),
    path("states/", lists.states, name="states"),
    path("create/", writing.create, name="create"),
    path("upload/", writing.upload, name="upload"),
    path("demonstrations/<slug:name>/", writing.demonstration, name="demonstration"),
    path("topologies/<slug:name>/", designs.designer, name="designer"),
    path("topologies/<slug:name>/rename/", writing.rename, name="rename"),
    path("topologies/<slug:name>/duplicate/", writing.duplicate, name="duplicate"),
    path("topologies/<slug:name>/delete/", writing.delete, name="delete"),
    path("topologies/<slug:name>/deploy/", writing.deploy, name="deploy"),
    path("topologies/<slug:name>/destroy/", writing.destroy, name="destroy"),
    path("topologies/<slug:name>/sharing/", sharing.sharing, name="sharing"),
    path("topologies/<slug:name>/thumbnail.svg", thumbnails.thumbnail, name="thumbnail"),
    path("topologies/<slug:name>/design.<slug:format>", designs.download, name="download"),
    path("look/<str:token>/", looking.look, name="look"),
    re_path(
        r"^sheets/(?P<version>\w+)/(?P<folder>css(?:/[a-z_]+)?)/(?P<names>[a-z_]+(?:\+[a-z_]+)*)\.css$",
        sheets.sheets,
        name="sheets",
    ),
    re_path(r"^modules/(?P<version>\w+)/(?P<path>js/[a-z_/]+\.js)$", modules.modules, name="modules"),
    path("schema/patchboard-v1.json", designs.schema, name="schema"),
    path("sign-in/", signing.sign_in, name="sign-in"),
    path("sign-out/", signing.sign_out, name="sign-out"),
]
