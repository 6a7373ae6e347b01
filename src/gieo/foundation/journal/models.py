"""Entries are written once: the database itself refuses to change or delete them (migration 0001)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One deed: who, on whose behalf, when, what, from which state to which, with the fields that changed.

    The actor is kept as plain id and name, without a foreign key: an entry outlives everything it speaks of.
    """

    at = models.DateTimeField(_("lúc"), db_index=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(_("người làm"), max_length=200)
    behalf_id = models.BigIntegerField(null=True)
    behalf_name = models.CharField(_("thay mặt"), max_length=200, blank=True)
    verb = models.CharField(_("việc"), max_length=60)
    record_kind = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    record_code = models.CharField(_("mã hồ sơ"), max_length=60, blank=True)
    from_state = models.CharField(max_length=30, blank=True)
    to_state = models.CharField(max_length=30, blank=True)
    changes = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("mục nhật ký")
        verbose_name_plural = _("nhật ký")
        indexes = [models.Index(fields=["record_kind", "record_id", "-id"], name="journal_of_record")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name}: {self.verb} {self.record_code}"


class Seal(models.Model):
    """One nightly manifest of entry digests, chained to the one before and signed with the journal's key."""

    number = models.PositiveIntegerField(unique=True)
    sealed_at = models.DateTimeField(_("lúc"))
    count = models.PositiveIntegerField(_("số mục"))
    manifest_digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    chain = models.CharField(max_length=64)
    signature = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("niêm phong")
        verbose_name_plural = _("niêm phong")

    def __str__(self) -> str:
        return f"#{self.number} {self.chain[:16]}"


class SealedEntry(models.Model):
    """The digest of one entry as it stood when it was sealed. Plain id: a deleted entry must leave its trace."""

    entry_id = models.BigIntegerField(primary_key=True)
    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="rows")
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("mục đã niêm phong")
        verbose_name_plural = _("mục đã niêm phong")

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.digest[:16]}"


class Series(models.Model):
    """The last number given in a running series, such as codes of results of one year."""

    name = models.CharField(max_length=60, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("dãy số")
        verbose_name_plural = _("dãy số")

    def __str__(self) -> str:
        return f"{self.name}: {self.last}"
