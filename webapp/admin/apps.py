from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    """Labelled apart from Django's own admin, whose label is `admin`."""

    name = "webapp.admin"
    label = "administration"
    verbose_name = "Administration"
