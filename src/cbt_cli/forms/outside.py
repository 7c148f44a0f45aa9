"""Active content that Word and Excel share: what reaches out of a file, and what could run in it."""

from __future__ import annotations

import re

OUTSIDE = {
    "attachedTemplate": "a template from elsewhere",
    "image": "a picture from elsewhere",
    "oleObject": "an object from elsewhere",
    "frame": "a frame from elsewhere",
    "subDocument": "a document from elsewhere",
    "mailMergeSource": "data from elsewhere",
}
"""Relationships that reach out when somebody agrees, in words."""
MACROS = re.compile(r"vbaproject[^/]*\.bin$")
"""Names of the parts that hold macros, in lower case."""
