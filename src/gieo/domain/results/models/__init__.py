"""Tables of results and products."""

from gieo.domain.results.models.products import Product, ProductFile
from gieo.domain.results.models.results import KitWaiver, Result, ResultMember, ResultPhoto, ResultReader
from gieo.domain.results.models.saved import SavedSearch

__all__ = [
    "KitWaiver",
    "Product",
    "ProductFile",
    "Result",
    "ResultMember",
    "ResultPhoto",
    "ResultReader",
    "SavedSearch",
]
