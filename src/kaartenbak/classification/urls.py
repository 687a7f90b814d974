"""The addresses of what contacts are classified by, below those of their cards."""

from django.urls import path

from kaartenbak.classification.views import assigning, searching

app_name = "classification"
urlpatterns = [
    path("<str:number>/codes/<slug:slug>/", assigning.assignments, name="assignments"),
    path("<str:number>/codes/<slug:slug>/choices/", assigning.offered, name="choices"),
    path("<str:number>/codes/web-sources/<str:code>/search-word/", searching.search_word, name="search-word"),
]
