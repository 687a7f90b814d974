"""How background work ends, as pages say it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kaartenbak.jobs.models import Job

# For each state that is an end: the icon, the colour and the word for it.
VERDICTS: dict[str, tuple[str, str, Any]] = {
    Job.State.DONE: ("circle-check", "success", _("Done.")),
    Job.State.CANCELLED: ("ban", "warning", _("Stopped.")),
    Job.State.FAILED: ("circle-alert", "error", _("This could not be finished.")),
}
