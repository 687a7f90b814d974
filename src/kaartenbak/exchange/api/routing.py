"""The router of files and jobs."""

from kaartenbak.api.router import Router

router = Router(tag="Files")
