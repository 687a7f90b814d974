"""The addresses of what happened."""

from django.urls import path

from kaartenbak.history import views

app_name = "history"
urlpatterns = [
    path("", views.operations, name="list"),
    path("<int:id>/", views.operation, name="operation"),
    path("<int:id>/undo/", views.undoing, name="undo"),
    path("work/<int:job>/", views.work, name="work"),
    path("work/<int:job>/stop/", views.stop, name="stop"),
]
