"""The number formats that a workbook names by their number alone, as a Korean office program shows them."""

from __future__ import annotations

_AMOUNT = '_-* #,##0{0}_-;-* #,##0{0}_-;_-* "-"_-;_-@_-'
_DAY = "yyyy-mm-dd"
_MONTH_AND_DAY = "mm-dd"
BUILTIN: dict[str, str] = {
    "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00",
    # The sign of the currency is the program's, and not the file's.
    "5": "#,##0;-#,##0", "6": "#,##0;-#,##0", "7": "#,##0.00;-#,##0.00", "8": "#,##0.00;-#,##0.00",
    "9": "0%", "10": "0.00%", "11": "0.00E+00", "12": "# ?/?", "13": "# ??/??", "14": _DAY,
    "15": "d-mmm-yy", "16": "d-mmm", "17": "mmm-yy", "18": "h:mm AM/PM", "19": "h:mm:ss AM/PM",
    "20": "h:mm", "21": "h:mm:ss", "22": f"{_DAY} h:mm",
    "27": _DAY, "28": _MONTH_AND_DAY, "29": _MONTH_AND_DAY, "30": _DAY, "31": _DAY, "32": "h:mm",
    "33": "h:mm:ss", "34": _DAY, "35": _DAY, "36": _DAY,
    "37": "#,##0;-#,##0", "38": "#,##0;-#,##0", "39": "#,##0.00;-#,##0.00", "40": "#,##0.00;-#,##0.00",
    "41": _AMOUNT.format(""), "42": _AMOUNT.format(""), "43": _AMOUNT.format(".00"),
    "44": _AMOUNT.format(".00"), "45": "mm:ss", "46": "[h]:mm:ss", "47": "mm:ss", "48": "0.0E+0", "49": "@",
    "50": _DAY, "51": _MONTH_AND_DAY, "52": _DAY, "53": _DAY, "54": _MONTH_AND_DAY, "55": _DAY,
    "56": _MONTH_AND_DAY, "57": _DAY, "58": _MONTH_AND_DAY,
}  # fmt: skip
"""By the number that a style names; what is missing is shown without a format of its own."""
