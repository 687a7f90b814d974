from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "kaartenbak.web"
    label = "web"
