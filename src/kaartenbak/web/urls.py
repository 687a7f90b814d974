from django.urls import path

from kaartenbak.web import views

app_name = "web"
urlpatterns = [
    path("theme/", views.choose_theme, name="theme"),
    path("language/", views.choose_language, name="language"),
    path("keys/", views.all_keys, name="keys"),
    path("palette/", views.palette_entries, name="palette"),
    path("style/", views.style_guide, name="style"),
    path("style/dialog/", views.style_dialog, name="style-dialog"),
    path("style/choices/", views.style_choices, name="style-choices"),
    path("style/row/", views.style_row, name="style-row"),
]
