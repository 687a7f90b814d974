"""The present language and zone belong to a thread."""

from concurrent.futures import ThreadPoolExecutor
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import trans_real

from kaartenbak.config.thread_locals import keep_with_threads


def present() -> tuple[str | None, str]:
    return translation.get_language(), timezone.get_current_timezone_name()


def test_what_one_thread_speaks_is_not_what_another_speaks():
    keep_with_threads()
    with translation.override("fr"), timezone.override(ZoneInfo("Asia/Tokyo")), ThreadPoolExecutor(1) as pool:
        assert present() == ("fr", "Asia/Tokyo")
        assert pool.submit(present).result() == (settings.LANGUAGE_CODE, settings.TIME_ZONE)
        with translation.override("de"):
            assert present() == ("de", "Asia/Tokyo")

        assert present() == ("fr", "Asia/Tokyo")


def test_the_framework_asks_where_we_keep_them():
    keep_with_threads()
    with translation.override("fr"), timezone.override(ZoneInfo("Asia/Tokyo")):
        assert trans_real._active.value.language() == "fr"  # type: ignore[attr-defined]
        assert timezone._active.value == ZoneInfo("Asia/Tokyo")  # type: ignore[attr-defined]
