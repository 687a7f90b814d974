"""Start of the program: every capability is put in its place."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The assembly of all capabilities."""

    name = "kaartenbak.config"

    def ready(self) -> None:
        """Assemble once all models are known."""
        from kaartenbak.config.thread_locals import keep_with_threads

        keep_with_threads()

        from kaartenbak.config.code_tables import add_code_tables

        add_code_tables()

        from kaartenbak.config.assembly import assemble

        assemble()
