"""From ticked results to a draft decision: which decision, and what stands in the way."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.domain.results.access import visible_results
from gieo.domain.results.queries import handover_gates
from gieo.domain.results.vocab import ResultState
from gieo.domain.transfers.access import visible_decisions
from gieo.domain.transfers.permits import may_draft_decision
from gieo.domain.transfers.vocab import DecisionState
from gieo.interfaces.web.results.present import list_pills
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.pages import page, reads

MOST = 200


@reads
def to_decision(request: HttpRequest) -> HttpResponse:
    """Results that are not offered stay behind; those with a kit that lacks something go along, with a word of it."""
    may_draft_decision(request.actor).require()
    chosen = list(visible_results(request.actor).filter(code__in=request.GET.getlist("code")[:MOST]).order_by("code"))
    if not chosen:
        raise Http404(_("Chọn ít nhất một kết quả."))
    gates = handover_gates(chosen)
    offered = [result for result in chosen if result.state == ResultState.TRANSFERABLE]
    items = urlencode([("items", result.code) for result in offered])
    drafts = visible_decisions(request.actor).filter(state=DecisionState.DRAFT).order_by("-code") if offered else []
    return page(
        request,
        "results/to_decision.html",
        rows=[(result, list_pills(result, gates[result.pk]), result in offered) for result in chosen],
        decisions=[(draft, reverse("transfers:add_lines", args=[draft.code]) + f"?{items}") for draft in drafts],
        offered=len(offered),
        draft=f"{reverse('transfers:draft')}?{items}",
        trail=[Link(_("Kết quả"), reverse("results:list")), Link(_("Thêm vào quyết định"))],
    )
