"""A workbook out of its bare parts, for what no program writes: damaged, strange and malicious ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)


def workbook(
    rows: str,
    *,
    before: str = "",
    behind: str = "",
    texts: str = "",
    styles: str = "",
    state: str = "visible",
    properties: str = "",
    others: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return a workbook of one sheet, of which `rows` is the markup of its data."""
    related = "".join(
        f'<Relationship Id="r{i}" Type="{_KIND}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(
            [("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "texts.xml"), ("styles", "styles.xml")]
        )
    )
    office = f'<Relationship Id="r0" Type="{_KIND}/officeDocument" Target="/xl/workbook.xml"/>'
    parts = {
        "_rels/.rels": _RELATIONS.format(office),
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_KIND}"><workbookPr {properties}/><sheets>'
        f'<sheet name="현황" sheetId="1" state="{state}" r:id="r0"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _RELATIONS.format(related),
        "xl/worksheets/sheet1.xml": f"<worksheet {_MAIN}>{before}<sheetData>{rows}</sheetData>{behind}"
        "</worksheet>",
        "xl/texts.xml": f"<sst {_MAIN}>{texts}</sst>",
        "xl/styles.xml": f"<styleSheet {_MAIN}>{styles}</styleSheet>",
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in {**{k: v.encode() for k, v in parts.items()}, **(others or {})}.items():
            file.writestr(name, content)
    return held.getvalue()
