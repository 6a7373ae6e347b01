"""The directory of people: who holds which role where, and invitations."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.core.actor import Actor
from gieo.core.errors import NotFound
from gieo.domain.imports.queries.rows import origins
from gieo.foundation.accounts import services
from gieo.foundation.accounts.models import Person, RoleHeld, User
from gieo.foundation.accounts.permits import (
    may_delegate,
    may_edit_people,
    may_give_role,
    may_invite,
    may_keep_sign_ins,
    may_reset_second_factor,
    may_see_people,
)
from gieo.foundation.accounts.queries import (
    history_of_person,
    main_factors,
    open_invitation,
    people,
    roles_named_on,
    sign_in_address,
)
from gieo.foundation.accounts.wording import FACTOR_LABELS, ROLE_CHOICES
from gieo.foundation.units.queries import label_related, unit_label
from gieo.interfaces.web.accounts.entering import enter
from gieo.interfaces.web.accounts.forms import (
    AcceptForm,
    EndRoleForm,
    InviteForm,
    PersonForm,
    ResetFactorForm,
    RoleForm,
    SignInEmailForm,
    SuspendForm,
)
from gieo.interfaces.web.accounts.linked import unlinking
from gieo.interfaces.web.ui.components import Deed, Link
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.happenings import happenings
from gieo.interfaces.web.ui.limits import limited
from gieo.interfaces.web.ui.lists import Column, Filter, ListPage
from gieo.interfaces.web.ui.pages import deed, filled, fills, page, public, reads, writes


@reads
def directory(request: HttpRequest) -> HttpResponse:
    listed = _directory(request)
    return page(request, "accounts/people.html", list=listed, may_edit=may_edit_people(request.actor))


def _directory(request: HttpRequest) -> ListPage:
    may_see_people(request.actor).require()
    today = clock.today()

    def of_role(rows: Any, roles: list[str]) -> Any:
        return rows.filter(pk__in=roles_named_on(today).filter(role__in=roles).values("person_id"))

    return ListPage(
        request,
        people(today),
        title=_("Người và vai trò"),
        noun=lambda n: ngettext("%(count)s người", "%(count)s người", n),
        columns=[
            Column("name", _("Họ và tên"), str, sort=("name",)),
            Column("roles", _("Vai trò"), _roles_in_words),
            Column("email", _("Thư điện tử"), lambda person: person.email),
            Column("phone", _("Điện thoại"), lambda person: person.phone),
        ],
        filters=[Filter("role", _("Vai trò"), "now_held__role", lambda: ROLE_CHOICES, narrow=of_role, several=True)],
        search=("folded",),
        search_hint=_("Tên, thư, điện thoại"),
        order=("name", "id"),
    )


export = exported(_directory)


def _roles_in_words(person: Person) -> str:
    return "; ".join(_role_in_words(held) for held in person.held_now)


def _role_in_words(held: RoleHeld) -> str:
    return f"{held.get_role_display()} · {unit_label(held.unit, clock.today())}"


@reads
def person(request: HttpRequest, pk: int) -> HttpResponse:
    may_see_people(request.actor).require()
    found, today = get_object_or_404(Person, pk=pk), clock.today()
    user, address = sign_in_address(found, clock.now())
    return page(
        request,
        "accounts/person.html",
        person=found,
        roles=[
            {
                "held": held,
                "may_end": (held.until is None or held.until >= today) and may_give_role(request.actor, held.role),
            }
            for held in found.roles.select_related(*label_related("unit"))
        ],
        may_edit=may_edit_people(request.actor),
        may_invite=may_invite(request.actor, found, today),
        happenings=happenings(history_of_person(found, user)),
        origins=origins(found, request.actor),
        trail=_trail(found),
        user_of=user,
        address=address,
        sign_in_deeds=_sign_in_deeds(request.actor, user) if user else [],
        factors=_factors(request.actor, user) if user else [],
        may_delegate=may_delegate(request.actor, found),
    )


def _factors(actor: Actor, user: User) -> list[str]:
    """What guards the sign-in besides the password: for the administrator's eyes."""
    return [str(FACTOR_LABELS[one.type]) for one in main_factors(user)] if may_reset_second_factor(actor) else []


def _sign_in_deeds(actor: Actor, user: User) -> list[Deed]:
    """What the administrator may do with a sign-in; for others, why not."""
    why = may_keep_sign_ins(actor).why
    pk = user.person_id
    email = Deed(
        label=_("Đổi địa chỉ đăng nhập"), url=reverse("accounts:sign_in_email", args=[pk]), icon="at-sign", blocked=why
    )
    if user.is_active:
        stop = Deed(label=_("Ngừng tài khoản"), url=reverse("accounts:suspend", args=[pk]), icon="user-x", blocked=why)
        return [email, stop, *unlinking(actor, user)]
    again = Deed(
        label=_("Mở lại tài khoản"),
        url=reverse("accounts:restore", args=[pk]),
        icon="user-check",
        blocked=why,
        post=True,
    )
    return [email, again, *unlinking(actor, user)]


def _trail(found: Person | None = None, last: str = "") -> list[Link]:
    trail = [Link(_("Người và vai trò"), reverse("accounts:people"))]
    if found is not None:
        trail.append(Link(str(found), reverse("accounts:person", args=[found.pk]) if last else ""))
    return [*trail, Link(last)] if last else trail


def _form_words(heading: str, submit: str, found: Person | None = None, lead: str = "") -> dict[str, Any]:
    """What the one form page of this folder says."""
    back = reverse("accounts:person", args=[found.pk]) if found else reverse("accounts:people")
    return {"heading": heading, "submit": submit, "lead": lead, "back": back, "trail": _trail(found, heading)}


@fills
def new_person(request: HttpRequest) -> HttpResponse:
    may_edit_people(request.actor).require()
    return filled(
        request,
        PersonForm(request.POST or None),
        "accounts/form.html",
        lambda values: services.create_person(actor=request.actor, now=clock.now(), **values),
        said=_("Đã ghi vào danh bạ."),
        to=lambda made: ("accounts:person", made.pk),
        **_form_words(_("Ghi người mới"), _("Ghi vào danh bạ")),
    )


@fills
def edit_person(request: HttpRequest, pk: int) -> HttpResponse:
    may_edit_people(request.actor).require()
    found = get_object_or_404(Person, pk=pk)
    initial = {name: getattr(found, name) for name in services.PERSON_FIELDS}
    return filled(
        request,
        PersonForm(request.POST or None, initial=initial),
        "accounts/form.html",
        lambda values: services.edit_person(found, actor=request.actor, now=clock.now(), values=values),
        said=_("Đã lưu."),
        to=("accounts:person", found.pk),
        **_form_words(_("Sửa thông tin"), _("Lưu"), found),
    )


@fills
def give_role(request: HttpRequest, pk: int) -> HttpResponse:
    may_edit_people(request.actor).require()
    found = get_object_or_404(Person, pk=pk)
    return filled(
        request,
        RoleForm(request.POST or None, initial={"since": clock.today()}),
        "accounts/form.html",
        lambda values: services.give_role(found, actor=request.actor, now=clock.now(), **values),
        said=_("Đã giao vai trò."),
        to=("accounts:person", found.pk),
        **_form_words(_("Giao vai trò"), _("Giao vai trò"), found, lead=_who_gets_it(found)),
    )


def _who_gets_it(found: Person) -> str:
    """Whose mailbox a role goes to: the one thing to look at before it is given."""
    user, address = sign_in_address(found, clock.now())
    if user is not None:
        return _("Vai trò dùng được ngay bằng tài khoản %(email)s. Kiểm tra đúng địa chỉ của người này.") % {
            "email": address
        }
    if address:
        return _(
            "Lời mời chưa nhận đã gửi tới %(email)s: ai mở thư ấy sẽ giữ vai trò này. Kiểm tra đúng địa chỉ của "
            "người này."
        ) % {"email": address}
    return ""


@fills
def end_role(request: HttpRequest, pk: int) -> HttpResponse:
    held = get_object_or_404(RoleHeld.objects.select_related("person", "unit"), pk=pk)
    may_give_role(request.actor, held.role).require()
    return filled(
        request,
        EndRoleForm(request.POST or None, initial={"until": clock.today()}),
        "accounts/form.html",
        lambda values: services.end_role(held, actor=request.actor, now=clock.now(), **values),
        said=_("Vai trò kết thúc."),
        to=("accounts:person", held.person_id),
        **_form_words(_("Kết thúc vai trò"), _("Kết thúc"), held.person, lead=f"{held.person}: {_role_in_words(held)}"),
    )


@fills
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    may_edit_people(request.actor).require()
    found = get_object_or_404(Person, pk=pk)
    may_invite(request.actor, found, clock.today()).require()
    link = settings.PUBLIC_ADDRESS + reverse("accounts_public:invitation", args=["TOKEN"]).replace("TOKEN", "{token}")
    return filled(
        request,
        InviteForm(request.POST or None, initial={"email": found.email}),
        "accounts/form.html",
        lambda values: services.invite(found, link_to=link, actor=request.actor, now=clock.now(), **values),
        said=_("Đã đặt lời mời vào hộp thư đi."),
        to=("accounts:person", found.pk),
        **_form_words(_("Mời vào Gieo"), _("Gửi lời mời"), found),
    )


@fills
def sign_in_email(request: HttpRequest, pk: int) -> HttpResponse:
    may_keep_sign_ins(request.actor).require()
    user = get_object_or_404(User.objects.select_related("person"), person_id=pk)
    return filled(
        request,
        SignInEmailForm(request.POST or None),
        "accounts/form.html",
        lambda values: services.change_sign_in_email(user, actor=request.actor, now=clock.now(), **values),
        said=_("Đã đổi địa chỉ đăng nhập; các phiên đang mở đã kết thúc và cả hai địa chỉ được báo."),
        to=("accounts:person", pk),
        **_form_words(
            _("Đổi địa chỉ đăng nhập"),
            _("Đổi địa chỉ"),
            user.person,
            lead=_("Đang dùng: %(email)s") % {"email": user.email},
        ),
    )


@fills
def suspend(request: HttpRequest, pk: int) -> HttpResponse:
    may_keep_sign_ins(request.actor).require()
    user = get_object_or_404(User.objects.select_related("person"), person_id=pk)
    return filled(
        request,
        SuspendForm(request.POST or None),
        "accounts/form.html",
        lambda values: services.suspend_user(user, actor=request.actor, now=clock.now(), **values),
        said=_("Tài khoản đã ngừng; các phiên đang mở đã kết thúc."),
        to=("accounts:person", pk),
        **_form_words(
            _("Ngừng tài khoản"),
            _("Ngừng tài khoản"),
            user.person,
            lead=_("%(email)s không đăng nhập được nữa cho tới khi mở lại. Vai trò và hồ sơ giữ nguyên.")
            % {"email": user.email},
        ),
    )


@fills
def reset_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    may_reset_second_factor(request.actor).require()
    user = get_object_or_404(User.objects.select_related("person"), person_id=pk)
    return filled(
        request,
        ResetFactorForm(request.POST or None),
        "accounts/form.html",
        lambda values: services.reset_second_factor(user, actor=request.actor, now=clock.now(), **values),
        said=_("Đã xoá lớp bảo vệ thứ hai; các phiên đang mở đã kết thúc và người này được báo bằng thư."),
        to=("accounts:person", pk),
        **_form_words(
            _("Xoá lớp bảo vệ thứ hai"),
            _("Xoá lớp bảo vệ"),
            user.person,
            lead=_("Chỉ khi đã gặp hoặc gọi đúng người và biết chắc là mất thiết bị."),
        ),
    )


@writes
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    may_keep_sign_ins(request.actor).require()
    user = get_object_or_404(User, person_id=pk)
    return deed(
        request,
        lambda: services.restore_user(user, actor=request.actor, now=clock.now()),
        said=_("Tài khoản dùng lại được."),
        to=("accounts:person", pk),
    )


@public
@fills
@limited("links")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    found = open_invitation(token, clock.now())
    if found is None:
        raise NotFound(_("Liên kết này đã dùng hoặc đã hết hạn. Nhờ Sở gửi lời mời mới."))

    def accept(values: dict[str, Any]) -> None:
        user = services.accept_invitation(token, password=values["password1"], now=clock.now())
        enter(request, user)

    return filled(
        request,
        AcceptForm(request.POST or None),
        "accounts/invitation.html",
        accept,
        said=_("Chào mừng ông/bà. Từ nay đăng nhập bằng thư điện tử và mật khẩu vừa đặt."),
        to="desk:home",
        person=found.person,
        email=found.email,
    )


@writes
def choose_language(request: HttpRequest) -> HttpResponse:
    """The language of the office, remembered with the account."""
    language = request.POST.get("language", "vi")
    chosen = language if language in dict(settings.LANGUAGES) else "vi"
    return deed(
        request,
        lambda: services.choose_language(request.user, chosen, actor=request.actor, now=clock.now()),
        to="desk:home",
    )


@public
@writes
def try_as(request: HttpRequest) -> HttpResponse:
    """Demo only: sign in as one of the people of the story with one click."""
    if not settings.SHOWS_DEMO:
        raise NotFound
    user = get_object_or_404(User, email=request.POST.get("email", ""), person__illustrative=True, is_active=True)
    return deed(request, lambda: enter(request, user), to="desk:home")
