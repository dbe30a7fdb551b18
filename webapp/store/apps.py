from django.apps import AppConfig


class StoreConfig(AppConfig):
    name = "webapp.store"
    label = "store"
    verbose_name = "Patchboard"

    def ready(self) -> None:
        from webapp.store import signals  # models can be imported only now

        signals.connect()
