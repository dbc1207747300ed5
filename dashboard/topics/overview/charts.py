"""The picture of the overview: who spends without result, who achieves without money, who is late in both."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.shell.page import View
from dashboard.ui.charts.chart import Chart
from dashboard.ui.charts.quadrant import Bubble, quadrant
from dashboard.ui.charts.theme import hover, plain
from dashboard.ui.rows import Row

_FEWEST = 2
"""Bubbles: one alone compares nothing."""


def balance_chart(view: View, rows: Sequence[Row]) -> Chart | None:
    """Return execution against attainment of the directions; None where fewer than two have both.

    rows: the scorecard's. What has no result yet is named in the note, not drawn as nothing.
    """
    words, write = view.words, view.format
    placed = [
        row
        for row in rows
        if row["direction_id"] is not None
        and row["execution_rate"] is not None
        and row["attainment_median"] is not None
        and row["elapsed_share"] is not None
    ]
    shares = {row["elapsed_share"] for row in placed}
    if len(placed) < _FEWEST or len(shares) != 1:
        return None
    elapsed = shares.pop()
    bubbles = [
        Bubble(
            name=row["name"],
            mark=str(row["position"]),
            rate=row["execution_rate"],
            attainment=row["attainment_median"],
            size=row["current_won"],
            status=row["status"],
            hover=hover(
                f"<b>{plain(row['name'])}</b>",
                words("balance.hover_rate", rate=write.percent(row["execution_rate"])),
                words("balance.hover_goals", rate=write.percent(row["attainment_median"])),
                words("balance.hover_budget", amount=write.spoken(row["current_won"])),
                words(f"status.{row['status']}") if row["status"] else "",
            ),
            address=view.link_to("directions", row["direction_id"]),
        )
        for row in placed
    ]
    late = [row["name"] for row in placed if row["execution_rate"] < elapsed > row["attainment_median"]]
    sentence = words("balance.sentence", n=len(placed), elapsed=write.percent(elapsed))
    sentence += " " + (words("balance.late", names=", ".join(late)) if late else words("balance.none_late"))
    left = [row["name"] for row in rows if row["direction_id"] is not None and row not in placed]
    return Chart(
        code="balance",
        title=words("balance.title"),
        sentence=sentence,
        figure=quadrant(
            bubbles,
            elapsed,
            axes=(words("balance.across"), words("balance.up")),
            corners=[words(f"balance.{corner}") for corner in ("thrifty", "ahead", "both", "costly")],
            line=words("picture.pace", elapsed=write.percent(elapsed)),
        ),
        notes=[
            words("balance.note"),
            words("balance.left", names=", ".join(left)) if left else "",
        ],
    )
