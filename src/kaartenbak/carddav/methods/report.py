from django.http import HttpResponseBase

from kaartenbak.carddav.errors import DavError
from kaartenbak.carddav.methods.base import Method
from kaartenbak.carddav.reports import REPORTS
from kaartenbak.carddav.requests import DavRequest


class Report(Method):
    """RFC 3253, section 3.6: a question in the body."""

    name = "REPORT"

    def answer(self, request: DavRequest) -> HttpResponseBase:
        resource, question = request.resource, request.question
        if question is None:
            raise DavError(400, text="The body asks nothing.")
        report = REPORTS.get(question.tag)
        if report is None or resource.place.kind not in report.of:
            raise DavError(403, "<D:supported-report/>")
        return report.answer(request, question)
