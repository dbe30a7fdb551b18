"""What the commands of `manage.py` have in common."""

from django.core.management.base import BaseCommand


class Pageless(BaseCommand):
    """A command that serves no page. Django's checks would load them all, which takes longer than most of
    these commands do; the tests run them."""

    requires_system_checks = ()
