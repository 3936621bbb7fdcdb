"""Sign-in, by name. allauth has more pages; what is not listed here does not exist on this site."""

from allauth.account import views as allauth
from django.urls import include, path

from bigstory.accounts import views
from bigstory.accounts.second_step import AddPasskey, SetUpApp

urlpatterns = [
    path("sign-in/", allauth.login, name="account_login"),
    path("sign-in/code/", views.sign_in_code, name="account_confirm_login_code"),
    path("sign-in/password/", views.sign_in_with_password, name="account_login_password"),
    path("sign-in/example/", views.sign_in_as_example, name="account_login_example"),
    path("sign-out/", views.sign_out, name="account_logout"),
    path("closed/", allauth.account_inactive, name="account_inactive"),
    path("unsaved/", views.unsaved, name="account_unsaved"),
    path("confirm/", allauth.reauthenticate, name="account_reauthenticate"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/choose/", allauth.password_set, name="account_set_password"),
    path("password/forgotten/", allauth.password_reset, name="account_reset_password"),
    path(
        "password/forgotten/code/",
        views.forgotten_code,
        name="account_confirm_password_reset_code",
    ),
    path(
        "password/forgotten/new/",
        allauth.complete_password_reset,
        name="account_complete_password_reset",
    ),
    path(
        "password/forgotten/done/",
        allauth.password_reset_from_key_done,
        name="account_password_reset_completed",
    ),
    # An app with codes, passkeys, recovery codes: thirteen pages, all of them used. Two are ours
    # and come before allauth's of the same name.
    path("second-step/totp/activate/", SetUpApp.as_view(), name="mfa_activate_totp"),
    path("second-step/webauthn/add/", AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("second-step/", include("allauth.mfa.urls")),
]
