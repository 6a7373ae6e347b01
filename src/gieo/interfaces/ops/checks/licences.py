"""Licences of everything installed, against what may be shipped beside Apache-2.0."""

from collections.abc import Iterable
from importlib.metadata import Distribution, distributions

# Words a licence may be made of. MPL and LGPL: used unmodified and as separate works, which both allow.
ALLOWED = {
    *("MIT", "MIT-0", "MIT-CMU", "MIT LICENSE", "BSD", "BSD LICENSE", "BSD-2-CLAUSE", "BSD-3-CLAUSE", "0BSD", "ISC"),
    *("APACHE-2.0", "APACHE 2.0", "APACHE SOFTWARE LICENSE", "PSF-2.0", "PYTHON SOFTWARE FOUNDATION LICENSE"),
    *("MPL-2.0", "MOZILLA PUBLIC LICENSE 2.0 (MPL 2.0)", "LGPL-3.0-ONLY", "LGPL-3.0-OR-LATER", "ZPL-2.1"),
    *("HPND", "UNLICENSE", "CC0-1.0", "ZLIB", "ISC LICENSE (ISCL)", "BSD 2-CLAUSE LICENSE"),
}
# Packages whose metadata name no licence, or more than licences: read in their own LICENSE files.
READ_BY_HAND = {
    "axe-playwright-python": "MIT",
    "pypdfium2": "BSD-3-Clause",  # its PDFium: BSD, Apache-2.0, and parts under MIT, zlib, libpng, FreeType, IJG, ICU
}


def licence_of(package: Distribution) -> str:
    """What the package says of itself: the SPDX expression, else its classifiers, else the free field."""
    metadata = package.metadata
    expression = ", ".join(metadata.get_all("License-Expression") or [])
    if expression:
        return expression
    classified = [line.split(" :: ")[-1] for line in metadata.get_all("Classifier") or [] if line.startswith("License")]
    if classified:
        return " AND ".join(classified)
    return READ_BY_HAND.get(package.name, " ".join(metadata.get_all("License") or []).strip())


def is_allowed(licence: str) -> bool:
    """With OR one of the parts is enough; with AND every part must be allowed."""
    choices = [choice.split(" AND ") for choice in licence.upper().split(" OR ")]
    return any(all(part.strip() in ALLOWED or part.strip(" ()") in ALLOWED for part in choice) for choice in choices)


def refused(packages: Iterable[Distribution] | None = None) -> list[str]:
    """One line for each package that may not be shipped beside Apache-2.0, or that does not say."""
    found = sorted((package.name, licence_of(package)) for package in packages or distributions())
    return [f"{name}: {licence or 'names no licence'}" for name, licence in found if not is_allowed(licence)]
