"""Ways in which a report may be printed otherwise, each with what its facts may be then.

What a fact means stays as it was, so that it must be the same or missing, unless the expectation says more.
"""

from tests.layouts.variations import columns, neighbours, print_forms, words
from tests.layouts.variations.variation import Variation

VARIATIONS: tuple[Variation, ...] = (
    *columns.VARIATIONS,
    *words.VARIATIONS,
    *print_forms.VARIATIONS,
    *neighbours.VARIATIONS,
)
