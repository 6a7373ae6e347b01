"""What a page shows of itself when its address is shared, and buttons that share it without anybody else."""

from typing import Any

from django import template
from django.utils.encoding import uri_to_iri

from gieo.interfaces.web.ui.sharing import CARD_SIZE, SITE, ShareCard

register = template.Library()


@register.inclusion_tag("ui/share_card.html")
def share_card(*, card: ShareCard):
    """Open Graph, Twitter card and JSON-LD, in `{% block share %}` of a public page."""
    return {"card": card, "site": SITE, "width": CARD_SIZE[0], "height": CARD_SIZE[1]}


@register.inclusion_tag("ui/share_links.html")
def share_links(*, address: str, title: str) -> dict[str, Any]:
    """Mail and copy: no button of a third party, nothing is told to anybody."""
    return {"address": address, "shown": uri_to_iri(address), "title": title}
