"""People, their sign-in, and the roles they hold in units for a period."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _

from gieo.core.actor import Held
from gieo.foundation.accounts.wording import NEED_CHOICES, ROLE_CHOICES
from gieo.foundation.outbox.rules import Address
from gieo.foundation.outbox.vocab import Reach


class Person(models.Model):
    """Somebody the office deals with; many never sign in."""

    name = models.CharField(_("họ và tên"), max_length=200)
    title = models.CharField(_("học hàm, học vị"), max_length=60, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    phone = models.CharField(_("điện thoại"), max_length=40, blank=True)
    reach = models.CharField(
        _("muốn được báo bằng"), max_length=5, choices=[(way.value, way.value) for way in Reach], default=Reach.MAIL
    )
    folded = models.CharField(max_length=300, editable=False)
    illustrative = models.BooleanField(_("dữ liệu minh hoạ"), default=False)

    receives: bool
    has_delegations: bool
    held_on: tuple[date, frozenset[Held]] | None = None
    """What `queries.signed_in` knows of who is signed in: delegations, and the roles of that day."""

    class Meta:
        verbose_name = _("người")
        verbose_name_plural = _("người")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return f"{self.title} {self.name}".strip()

    @property
    def code(self) -> str:
        return f"NG-{self.pk}"

    @property
    def address(self) -> Address:
        """Where letters to this person go, and by which ways."""
        return Address(self.name, self.email, self.phone, Reach(self.reach))


class UserManager(BaseUserManager["User"]):
    """Users are made by accounts.services alone: a sign-in without a person and a role is nobody here."""

    def create_user(self, email: str, password: str | None, *, person: Person, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), person=person, **fields)
        user.set_password(password)
        user.save(using=self._db)  # house: called by accounts.services alone
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person's sign-in: e-mail and password."""

    email = models.EmailField(
        _("thư điện tử"), unique=True, error_messages={"unique": _("Địa chỉ thư này đã có tài khoản.")}
    )
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="user", verbose_name=_("người"))
    language = models.CharField(
        _("ngôn ngữ"), max_length=2, choices=[("vi", "Tiếng Việt"), ("en", "English")], default="vi"
    )
    is_active = models.BooleanField(_("còn dùng"), default=True)
    is_staff = models.BooleanField(_("vào trang sửa dữ liệu"), default=False)
    date_joined = models.DateTimeField(_("lúc tạo"), null=True, blank=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("tài khoản")
        verbose_name_plural = _("tài khoản")

    def __str__(self) -> str:
        return self.email

    @property
    def code(self) -> str:
        return self.email


class RoleHeld(models.Model):
    """A role in a unit from a day to a day; open-ended while `until` is empty."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles", verbose_name=_("người"))
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="roles", verbose_name=_("đơn vị"))
    role = models.CharField(_("vai trò"), max_length=20, choices=ROLE_CHOICES)
    title = models.CharField(_("chức vụ"), max_length=120, blank=True)
    since = models.DateField(_("từ ngày"))
    until = models.DateField(_("đến hết ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("vai trò")
        verbose_name_plural = _("vai trò")
        ordering = ["-since", "id"]
        constraints = [
            models.CheckConstraint(
                name="role_ends_after_it_begins",
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                violation_error_message=_("Ngày kết thúc vai trò không được trước ngày bắt đầu."),
            ),
            models.UniqueConstraint(
                fields=["person", "unit", "role"],
                condition=models.Q(until__isnull=True),
                name="one_open_role_per_person_and_unit",
                violation_error_message=_("Người này đang giữ vai trò đó ở đơn vị đó rồi."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()} · {self.unit}"

    @property
    def code(self) -> str:
        return f"VT-{self.pk}"


class Delegation(models.Model):
    """Roles that one person lets another exercise in a unit for some days, in the first one's name.

    A role that its holder loses meanwhile is lost to the delegate too: what counts are the roles in force on the day.
    """

    delegator = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="delegations_given", verbose_name=_("người uỷ quyền")
    )
    delegate = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="delegations_received", verbose_name=_("người được uỷ quyền")
    )
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    held = models.ManyToManyField(RoleHeld, related_name="delegations", verbose_name=_("vai trò"))
    since = models.DateField(_("từ ngày"))
    until = models.DateField(_("đến hết ngày"))
    reason = models.CharField(_("lý do"), max_length=300, blank=True)
    paper_number = models.CharField(_("số văn bản uỷ quyền"), max_length=60, blank=True)
    paper_date = models.DateField(_("ngày văn bản"), null=True, blank=True)
    paper = models.ForeignKey(
        "files.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("bản chụp"),
    )
    made_at = models.DateTimeField(_("lúc ghi"))
    revoked_at = models.DateTimeField(_("lúc thu hồi"), null=True, blank=True)
    revoked_reason = models.CharField(_("lý do thu hồi"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("uỷ quyền")
        verbose_name_plural = _("uỷ quyền")
        ordering = ["-since", "-id"]
        indexes = [models.Index(fields=["delegate", "until"], name="delegations_of_delegate")]
        constraints = [
            models.CheckConstraint(
                name="delegation_ends_after_it_begins",
                condition=models.Q(until__gte=models.F("since")),
                violation_error_message=_("Ngày kết thúc uỷ quyền không được trước ngày bắt đầu."),
            ),
            models.CheckConstraint(
                name="delegation_is_to_somebody_else",
                condition=~models.Q(delegator=models.F("delegate")),
                violation_error_message=_("Không uỷ quyền cho chính mình."),
            ),
            models.CheckConstraint(
                name="revoked_delegation_says_why",
                condition=models.Q(revoked_at__isnull=True, revoked_reason="")
                | (models.Q(revoked_at__isnull=False) & ~models.Q(revoked_reason="")),
                violation_error_message=_("Uỷ quyền bị thu hồi phải có lý do; chưa thu hồi thì không."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delegator} → {self.delegate}"

    @property
    def code(self) -> str:
        return f"UQ-{self.pk}"


class Invitation(models.Model):
    """A link by which a person sets a password and signs in for the first time. Only the token's digest is kept."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField(_("thư điện tử"))
    token_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("lúc mời"))
    expires_at = models.DateTimeField(_("hết hạn"))
    used_at = models.DateTimeField(_("lúc nhận"), null=True)

    class Meta:
        verbose_name = _("lời mời")
        verbose_name_plural = _("lời mời")

    def __str__(self) -> str:
        return self.email

    @property
    def code(self) -> str:
        return f"LM-{self.pk}"


class WorkSession(models.Model):
    """A browser in which a person is signed in. What the browser last did stands in the session itself."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="work_sessions")
    session_key = models.CharField(max_length=40, unique=True)
    place = models.CharField(_("nơi đăng nhập"), max_length=45, blank=True)
    device = models.CharField(_("thiết bị"), max_length=300, blank=True)
    began_at = models.DateTimeField(_("từ lúc"))

    class Meta:
        verbose_name = _("phiên làm việc")
        verbose_name_plural = _("phiên làm việc")

    def __str__(self) -> str:
        return f"{self.user}: {self.device}"


class LinkedAccount(models.Model):
    """Somebody's account at a provider of OpenID Connect, known by its subject: addresses may change hands."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="linked_accounts")
    issuer = models.CharField(_("nơi xác nhận"), max_length=200)
    subject = models.CharField(_("mã của người ấy ở đó"), max_length=255)
    linked_at = models.DateTimeField(_("lúc nối"))

    class Meta:
        verbose_name = _("tài khoản được nối")
        verbose_name_plural = _("tài khoản được nối")
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="one_sign_in_per_subject"),
            models.UniqueConstraint(fields=["user", "issuer"], name="one_subject_per_sign_in_and_issuer"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.issuer}"


class SecondFactorPolicy(models.Model):
    """What a role asks of its holders at sign-in; a role without a row leaves the second factor optional."""

    role = models.CharField(_("vai trò"), max_length=20, choices=ROLE_CHOICES, unique=True)
    need = models.CharField(_("lớp bảo vệ thứ hai"), max_length=10, choices=NEED_CHOICES)

    class Meta:
        verbose_name = _("yêu cầu về lớp bảo vệ thứ hai")
        verbose_name_plural = _("yêu cầu về lớp bảo vệ thứ hai")

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.get_need_display()}"

    @property
    def code(self) -> str:
        return self.role
