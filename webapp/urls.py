"""Every address: the pages at the root, the administrator's view under /admin/.

That view's modules are loaded here and not when Django starts: a process without pages, such as the engine,
does without them and what they import (13 MB).
"""

from django.contrib import admin
from django.urls import include, path

from webapp.first_link import sign_in_once
from webapp.pages.views import administration, signing

admin.autodiscover()

urlpatterns = [
    path("admin/login/", administration.sign_in),
    path("admin/logout/", signing.sign_out),
    path("admin/", admin.site.urls),
    path("sign-in/<str:token>/", sign_in_once, name="sign-in-once"),
    path("api/", include("webapp.api.urls")),
    path("", include("webapp.pages.urls")),
]

handler400 = "webapp.pages.views.errors.bad_request"
handler403 = "webapp.pages.views.errors.forbidden"
handler404 = "webapp.pages.views.errors.not_found"
handler500 = "webapp.pages.views.errors.server_error"
