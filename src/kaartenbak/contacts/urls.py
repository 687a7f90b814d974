"""The addresses of the cards."""

from django.urls import path

from kaartenbak.contacts.views import (
    addresses,
    cards,
    channels,
    choices,
    comments,
    creating,
    fields,
    following,
    kinds,
    naming,
    past,
    pictures,
    removal,
)

app_name = "contacts"
urlpatterns = [
    path("choices/postcodes/", choices.postcodes, name="postcode-choices"),
    path("choices/cities/", choices.cities, name="city-choices"),
    path("new/quick/", creating.quick, name="quick"),
    path("new/company/", creating.new, {"kind": "company"}, name="new-company"),
    path("new/person/", creating.new, {"kind": "person"}, name="new-person"),
    path("<str:number>/", cards.card, name="card"),
    path("<str:number>/people/", cards.people, name="people"),
    path("<str:number>/fields/<slug:name>/", fields.field, name="field"),
    path("<str:number>/following/<slug:group>/", following.following, name="following"),
    path("<str:number>/name/", naming.name_details, name="name"),
    path("<str:number>/type/", kinds.change_type, name="type"),
    path("<str:number>/removal/", removal.removal, name="removal"),
    path("<str:number>/picture/", pictures.picture, name="picture"),
    path("<str:number>/picture/change/", pictures.change, name="picture-change"),
    path("<str:number>/picture/removal/", pictures.removal, name="picture-removal"),
    path("<str:number>/channels/", channels.new, name="new-channel"),
    path("<str:number>/channels/<int:pk>/", channels.one, name="channel"),
    path("<str:number>/channels/<int:pk>/main/", channels.main, name="channel-main"),
    path("<str:number>/channels/<int:pk>/removal/", channels.removal, name="channel-removal"),
    path("<str:number>/addresses/", addresses.on_day, name="address-on"),
    path("<str:number>/addresses/new/", addresses.new, name="new-address"),
    path("<str:number>/addresses/<int:pk>/", addresses.one, name="address"),
    path("<str:number>/addresses/<int:pk>/removal/", addresses.removal, name="address-removal"),
    path("<str:number>/addresses/<int:pk>/periods/", addresses.new_period, name="new-period"),
    path("<str:number>/periods/<int:pk>/", addresses.period, name="period"),
    path("<str:number>/periods/<int:pk>/removal/", addresses.period_removal, name="period-removal"),
    path("<str:number>/comments/", comments.new, name="new-comment"),
    path("<str:number>/comments/<int:pk>/", comments.one, name="comment"),
    path("<str:number>/comments/<int:pk>/removal/", comments.removal, name="comment-removal"),
    path("<str:number>/history/", past.history, name="history"),
    path("<str:number>/history/<int:change>/<slug:column>/", past.putting_back, name="put-back"),
]
