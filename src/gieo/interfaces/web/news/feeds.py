"""The latest articles for readers of feeds: RSS 2.0, once in either language of the interface."""

from html import escape

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gieo.domain.news.access import as_read
from gieo.domain.news.queries.public import covers, newest_articles
from gieo.domain.results.access import hidden_names
from gieo.interfaces.web.ui.pages import public, public_address, reads, shared

NEWEST = 30


@public
@reads
@shared
def rss(request: HttpRequest) -> HttpResponse:
    """The full lead of the thirty newest articles. Their words are Vietnamese; the channel's are the reader's."""
    feed = Rss201rev2Feed(
        title=_("Tin khoa học và công nghệ tỉnh Điện Biên"),
        link=public_address(reverse("news_public:list")),
        description=_("Kết quả nghiên cứu về tới đâu, ai nhận, ai dùng: tin của Sở Khoa học và Công nghệ."),
        language=get_language() or "vi",
        feed_url=public_address(request.path),
        ttl="10",
    )
    names = hidden_names()
    rows = as_read(newest_articles()[:NEWEST], names)
    pictures = covers(rows, names)
    for row in rows:
        address = public_address(reverse("news_public:article", args=[row.article.code]))
        picture = pictures.get(row.pk)
        enclosures = []
        if picture is not None:
            url = public_address(reverse("news_public:photograph", args=[row.article.code, picture.pk]))
            file = picture.photograph.file
            enclosures = [Enclosure(url, str(file.size), file.mime)]
        feed.add_item(
            title=row.title,
            link=address,
            description=escape(row.lead),  # readers of feeds take it for markup
            author_name=row.byline,
            unique_id=address,
            unique_id_is_permalink=True,
            pubdate=row.article.published_at,
            updateddate=row.published_at,
            enclosures=enclosures,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")
