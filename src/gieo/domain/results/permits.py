"""Who may do what to a result and its products. Each answer is yes, or no with a sentence for the person who asked.

Built from smaller permits, top to bottom: seeing, working on the registry, keeping one's own draft.
"""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.permits import YES, Permit, any_of, first_refusal, no
from gieo.domain.programmes.models import Programme
from gieo.domain.results import wording
from gieo.domain.results.models import Product, Result, ResultReader, SavedSearch
from gieo.domain.results.vocab import ResultState
from gieo.foundation.units.permits import answers_for

# ---- smaller permits


def _is_reader(actor: Actor, result: Result) -> Permit:
    """A restricted result is for its named readers alone, whatever role anybody has."""
    if not result.is_restricted or actor.is_system:
        return YES
    if actor.person_id is not None and ResultReader.objects.filter(result=result, person=actor.person_id).exists():
        return YES
    return no(_("Kết quả này chỉ những người được nêu tên mới xem."))


def _works_on_registry(actor: Actor) -> Permit:
    if actor.is_system or actor.has(Role.OFFICER, Role.REGISTRAR):
        return YES
    return no(_("Chỉ chuyên viên của Sở và cán bộ đăng ký kết quả được làm việc này."))


def _is_officer(actor: Actor) -> Permit:
    if actor.is_system or actor.has(Role.OFFICER, Role.DIRECTOR):
        return YES
    return no(_("Chỉ chuyên viên và lãnh đạo Sở được làm việc này."))


def _hosts_draft(actor: Actor, result: Result) -> Permit:
    """The host, or the unit that has taken over from it."""
    if result.host_id not in answers_for(actor, Role.HOST):
        return no(_("Chỉ tổ chức chủ trì của kết quả này, chuyên viên hoặc cán bộ đăng ký được sửa."))
    if result.state != ResultState.DRAFT:
        return no(_("Tổ chức chủ trì chỉ sửa được khi kết quả còn là bản nháp. Gửi đề nghị cho Sở để sửa."))
    return YES


# ---- entering and editing


def may_draft(actor: Actor) -> Permit:
    """Officers and registrars enter results; a host enters its own."""
    if actor.has(Role.HOST):
        return YES
    return _works_on_registry(actor)


def may_import(actor: Actor) -> Permit:
    """Taking over an older register gives certificates their place here: the registrar's work."""
    if actor.is_system or actor.has(Role.REGISTRAR):
        return YES
    return no(_("Chỉ cán bộ đăng ký được nhập kết quả từ sổ cũ."))


def may_edit(actor: Actor, result: Result) -> Permit:
    """Officers and registrars edit any result they see; a host edits its own drafts."""
    return first_refusal(_is_reader(actor, result), any_of(_works_on_registry(actor), _hosts_draft(actor, result)))


def may_edit_product(actor: Actor, product: Product) -> Permit:
    """As its result; a programme's product as the programme's."""
    if product.result is not None:
        return may_edit(actor, product.result)
    return _works_on_registry(actor)


def may_add_product(actor: Actor, owner: Result | Programme) -> Permit:
    """As editing the result, or working on the registry for a programme's own product."""
    return may_edit(actor, owner) if isinstance(owner, Result) else _works_on_registry(actor)


# ---- steps of the life cycle


def may_accept(actor: Actor, result: Result) -> Permit:
    """The department records an acceptance."""
    return first_refusal(_is_reader(actor, result), _works_on_registry(actor))


def may_register(actor: Actor, result: Result) -> Permit:
    """Only the information focal point registers results and issues certificates (NĐ 11/2014 Đ7, TT 14/2014 Đ11)."""
    registers = actor.is_system or actor.has(Role.REGISTRAR)
    who = YES if registers else no(_("Chỉ tổ chức đầu mối thông tin (cán bộ đăng ký) được đăng ký kết quả."))
    return first_refusal(_is_reader(actor, result), who)


def may_make_transferable(actor: Actor, result: Result) -> Permit:
    """Officers and registrars offer a registered result to units."""
    return first_refusal(_is_reader(actor, result), _works_on_registry(actor))


def may_reopen(actor: Actor, result: Result) -> Permit:
    """An acceptance entered by mistake is taken back by the department."""
    return first_refusal(_is_reader(actor, result), _is_officer(actor))


def may_hold_back(actor: Actor, result: Result) -> Permit:
    return first_refusal(_is_reader(actor, result), _is_officer(actor))


def may_withdraw(actor: Actor, result: Result) -> Permit:
    """The department withdraws results (TT 14/2014 Đ15: certificates given on false grounds); a host its own draft."""
    return first_refusal(_is_reader(actor, result), any_of(_is_officer(actor), _hosts_draft(actor, result)))


def may_expire(actor: Actor, result: Result) -> Permit:
    return first_refusal(_is_reader(actor, result), _is_officer(actor))


def may_reinstate(actor: Actor, result: Result) -> Permit:
    return first_refusal(_is_reader(actor, result), _is_officer(actor))


def may_revalidate(actor: Actor, result: Result) -> Permit:
    return first_refusal(_is_reader(actor, result), _is_officer(actor))


def may_confirm_validity(actor: Actor, result: Result) -> Permit:
    """The owner answers, or whoever took over from it; the registry writes down what the owner says."""
    owns = result.host_id in answers_for(actor, Role.HOST)
    return first_refusal(_is_reader(actor, result), YES if owns else _works_on_registry(actor))


def may_give_validity_link(actor: Actor, result: Result) -> Permit:
    """The registry reads out the link by which the owner answers."""
    return first_refusal(_is_reader(actor, result), _works_on_registry(actor))


def may_read_answers(actor: Actor, result: Result) -> Permit:
    """Who answered whether it holds, and what was said by link, is for those who decide about it and for the owner."""
    return any_of(may_confirm_validity(actor, result), may_expire(actor, result))


# ---- gate and reading rights


def may_grant_kit_waiver(actor: Actor, result: Result) -> Permit:
    """A director answers for handing over with an incomplete kit."""
    who = YES if actor.has(Role.DIRECTOR) else no(_("Chỉ lãnh đạo Sở được miễn bộ chuyển giao."))
    return first_refusal(_is_reader(actor, result), who)


def may_end_kit_waiver(actor: Actor, result: Result) -> Permit:
    return may_grant_kit_waiver(actor, result)


def may_set_access(actor: Actor, result: Result) -> Permit:
    """Officers, registrars and directors say who reads a result; for a restricted one, only those who read it."""
    return first_refusal(_is_reader(actor, result), any_of(_works_on_registry(actor), _is_officer(actor)))


# ---- searches that readers keep


def may_save_search(actor: Actor) -> Permit:
    """Everybody who is signed in, for themselves; a visitor's address confirms itself."""
    return no(_("Đăng nhập để lưu tìm kiếm, hoặc để lại thư điện tử.")) if actor.person_id is None else YES


def may_mind_search(actor: Actor, saved: SavedSearch) -> Permit:
    """One's own; a visitor's is minded by who holds its link, which is asked instead."""
    return YES if actor.person_id is not None and actor.person_id == saved.person_id else no(wording.NOT_SAVED)


SAVED_PERMITS: Mapping[str, Callable[[Actor, SavedSearch], Permit]] = {
    "confirm_search": may_mind_search,
    "pause_search": may_mind_search,
    "resume_search": may_mind_search,
    "rename_search": may_mind_search,
    "end_search": may_mind_search,
}
