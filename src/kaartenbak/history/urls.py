"""The addresses of what happened."""

from django.urls import path

from kaartenbak.history import views

app_name = "history"
urlpatterns = [
    path("", views.operations, name="list"),
    path("<int:id>/", views.operation, name="operation"),
    path("<int:id>/undo/", views.undoing, name="undo"),
]
