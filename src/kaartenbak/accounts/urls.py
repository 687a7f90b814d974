"""The addresses of the pages about users."""

from django.urls import path

from kaartenbak.accounts.views import coming_in, own, tokens, users

app_name = "accounts"
urlpatterns = [
    path("sign-in/", coming_in.sign_in, name="sign-in"),
    path("sign-out/", coming_in.sign_out, name="sign-out"),
    path("welcome/", coming_in.welcome, name="welcome"),
    path("account/", own.profile, name="profile"),
    path("account/password/", own.password, name="password"),
    path("account/language/", own.language, name="language"),
    path("account/tokens/", tokens.listed, name="tokens"),
    path("account/tokens/<int:pk>/revocation/", tokens.revoke, name="revoke"),
    path("users/", users.listed, name="users"),
    path("users/new/", users.new, name="new-user"),
    path("users/permissions/", users.permissions, name="permissions"),
    path("users/of/<str:username>/", users.one, name="user"),
    path("users/of/<str:username>/password/", users.password, name="reset"),
    path("users/of/<str:username>/disabling/", users.disable, name="disable"),
    path("users/of/<str:username>/enabling/", users.enable, name="enable"),
    path("users/of/<str:username>/tokens/", tokens.listed, name="tokens-of"),
]
