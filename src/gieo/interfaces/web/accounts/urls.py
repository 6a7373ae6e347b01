"""Addresses of sign-in and of the directory of people."""

from allauth.account import views as allauth
from django.conf import settings
from django.urls import path, re_path

from gieo.interfaces.web.accounts import (
    acting,
    delegating,
    linked,
    me,
    openid,
    personal,
    roles,
    second_factor,
    sign_in,
    views,
)
from gieo.interfaces.web.ui.limits import limited
from gieo.interfaces.web.ui.pages import fills, reads

app_name = "accounts"

urlpatterns = [
    path("", views.directory, name="people"),
    path("export.<str:form>", views.export, name="export_people"),
    path("new", views.new_person, name="new"),
    path("language", views.choose_language, name="language"),
    path("<int:pk>/", views.person, name="person"),
    path("<int:pk>/edit", views.edit_person, name="edit"),
    path("<int:pk>/give-role", views.give_role, name="give_role"),
    path("<int:pk>/invite", views.invite, name="invite"),
    path("<int:pk>/sign-in-email", views.sign_in_email, name="sign_in_email"),
    path("<int:pk>/suspend", views.suspend, name="suspend"),
    path("<int:pk>/reset-second-factor", views.reset_second_factor, name="reset_second_factor"),
    path("<int:pk>/restore", views.restore, name="restore"),
    path("<int:pk>/unlink", linked.unlink, name="unlink"),
    path("roles/", roles.table, name="roles"),
    path("roles/export.<str:form>", roles.export, name="export_roles"),
    path("roles/need", roles.set_need, name="set_need"),
    path("<int:pk>/delegate", delegating.delegate_on_paper, name="delegate"),
    path("delegations/<int:pk>/", delegating.delegation, name="delegation"),
    path("delegations/<int:pk>/revoke", delegating.revoke_delegation, name="revoke_delegation"),
    path("delegations/<int:pk>/paper", delegating.delegation_paper, name="delegation_paper"),
    path("roles/<int:pk>/end", views.end_role, name="end_role"),
]

my_urlpatterns = [
    path("", me.home, name="home"),
    path("data", personal.data, name="data"),
    path("data.json", personal.data_file, name="data_file"),
    path("delegate", delegating.my_delegation, name="delegate"),
    path("acting/<int:pk>", acting.act_for, name="act_for"),
    path("acting/leave", acting.act_as_myself, name="act_as_myself"),
    path("acting/ended", acting.acting_ended, name="acting_ended"),
    path("reach", me.reach, name="reach"),
    path("prove", me.prove, name="prove"),
    path("unlink", me.unlink, name="unlink"),
    path("sessions/<int:pk>/end", me.end_session, name="end_session"),
    path("sessions/end-others", me.end_other_sessions, name="end_other_sessions"),
    path("second-factor/", second_factor.second_factor, name="second_factor"),
    path("second-factor/app", second_factor.set_up_totp, name="set_up_totp"),
    path("second-factor/passkey", second_factor.passkey, name="passkey"),
    path("second-factor/passkey/add", second_factor.add_passkey, name="add_passkey"),
    path("second-factor/<int:pk>/remove", second_factor.remove_factor, name="remove_factor"),
    path("second-factor/codes", second_factor.codes, name="recovery_codes"),
    path("second-factor/codes/file", second_factor.codes_file, name="codes_file"),
    path("second-factor/codes/new", second_factor.renew_codes, name="renew_codes"),
]

public_urlpatterns: list = [path("loi-moi/<str:token>/", views.invitation, name="invitation")]
if settings.SHOWS_DEMO:
    public_urlpatterns.append(path("thu-vai/", views.try_as, name="try_as"))

# The names are allauth's own: its code looks them up. Those of OpenID Connect are ours.
sign_in_urlpatterns = [
    path("dang-nhap/", sign_in.sign_in, name="account_login"),
    path("dang-nhap/openid/", openid.set_out, name="account_openid"),
    path("dang-nhap/openid/tro-ve/", openid.come_back, name="account_openid_back"),
    path("dang-xuat/", sign_in.sign_out, name="account_logout"),
    path("khong-tu-dang-ky/", sign_in.sign_up, name="account_signup"),
    path("tai-khoan-da-khoa/", sign_in.inactive, name="account_inactive"),
    path("lop-bao-ve-thu-hai/", second_factor.at_the_door, name="mfa_authenticate"),
    path("het-phien/", sign_in.session_ended, name="account_session_ended"),
    path("quen-mat-khau/", fills(allauth.password_reset), name="account_reset_password"),
    path("quen-mat-khau/da-gui/", reads(allauth.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^dat-lai-mat-khau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        fills(limited("links")(allauth.password_reset_from_key)),
        name="account_reset_password_from_key",
    ),
    path(
        "dat-lai-mat-khau/xong/",
        reads(allauth.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("doi-mat-khau/", sign_in.change_password, name="account_change_password"),
]
