"""Tables of results and products."""

from gieo.domain.results.models.products import Product, ProductFile
from gieo.domain.results.models.results import KitWaiver, Result, ResultMember, ResultPhoto, ResultReader

__all__ = ["KitWaiver", "Product", "ProductFile", "Result", "ResultMember", "ResultPhoto", "ResultReader"]
