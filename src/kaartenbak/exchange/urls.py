"""The addresses of what goes out on paper and in files."""

from django.urls import path

from kaartenbak.exchange.views import codes, imports, letters, listed, saved

app_name = "exchange"
urlpatterns = [
    path("lists/contacts.<str:kind>", listed.list_file, name="list-file"),
    path("lists/left-out/", listed.left_out, name="left-out"),
    path("contacts/<str:number>/code/", codes.code, name="code"),
    path("import/", imports.imports, name="imports"),
    path("import/<int:pk>/", imports.one, name="import"),
    path("import/<int:pk>/state/", imports.state, name="state"),
    path("import/<int:pk>/apply/", imports.apply, name="apply"),
    path("import/<int:pk>/rows/<int:line>/", imports.row, name="row"),
    path("import/<int:pk>/rows/<int:line>/choice/", imports.choose, name="choose"),
    path("import/<int:pk>/choice/", imports.choose_for_all, name="choose-for-all"),
    path("import/<int:pk>/contacts/", imports.contacts, name="contacts"),
    path("import/<int:pk>/saved/", saved.use, name="use-saved"),
    path("import/<int:pk>/save/", saved.save, name="save"),
    path("import/saved/<int:pk>/", saved.rename, name="saved"),
    path("import/saved/<int:pk>/remove/", saved.remove, name="remove-saved"),
    path("import/<int:pk>/rejects.csv", imports.rejects, name="rejects"),
    path("groups/<slug:slug>/<str:code>/letters/", letters.letters, name="letters"),
    path("groups/<slug:slug>/<str:code>/letters.csv", letters.letters_file, name="letters-file"),
]
