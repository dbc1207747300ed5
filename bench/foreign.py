"""Reads invented documents of other institutions; says how much of each was read, and what is wrong.

    python -m bench.foreign [PART OF A NAME]

Exit code 1 where a fact is wrong.
"""

from __future__ import annotations

import sys

from etl import extraction
from tests.foreign.truth import Verdict, foreign


def main(arguments: list[str]) -> int:
    """Print a line for each document, and the sums."""
    part = arguments[0] if arguments else ""
    read = printed = wrong = right = count = 0
    for document in foreign():
        if part not in document.name:
            continue
        refused = ""
        try:
            verdict = document.judge(extraction.extract([document.path])[0].rows)
        except extraction.USER_ERRORS as error:
            refused = " refused: " + str(error).split(": ", 1)[-1][:90]
            verdict = Verdict(printed=sum(len(one.values) for one in document.truths() if one.asked))
        print(
            f"{document.name:<36} read {verdict.read:>3} of {verdict.printed:>3}"
            f"  wrong {len(verdict.wrong):>2}{refused}"
        )
        for line in verdict.wrong:
            print(f"    WRONG {line}")
        read, printed, wrong = read + verdict.read, printed + verdict.printed, wrong + len(verdict.wrong)
        right += not verdict.wrong
        count += 1
    print(
        f"\n{count} documents, {right} without a wrong fact;"
        f" {read} of {printed} figures read, {wrong} facts WRONG"
    )
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
