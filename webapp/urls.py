"""Every address: the pages at the root, the administrator's view under /admin/."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("webapp.pages.urls")),
]
