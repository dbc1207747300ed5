"""Random names, figures, rates and periods: nothing here is taken from a report."""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

from etl.korean import text

CITIES = ("부산광역시", "대구광역시", "인천광역시", "세종특별자치시", "강원특별자치도", "수원시", "해남군")
SHORT_CITIES = ("부산시", "대구시", "인천시", "세종시", "강원도", "수원시", "해남군")
INSTITUTION_ENDINGS = ("재단", "진흥원", "연구원", "공단", "센터")
OFFICE_ENDINGS = ("본부", "실", "국")
_CLOSINGS = (0, 1, 4, 8, 16, 17, 21)
_SYLLABLES = [chr(code) for code in range(ord("가"), ord("힣") + 1) if (code - ord("가")) % 28 in _CLOSINGS]
_PARTICULAR = (
    "{} 강화", "{} 체계 강화", "{} 통계", "중소계층 {}", "{} 생태계", "{}·{}", "{} 2.0", "제1·2호 {} 운영",
    "{}(AI) 교육", "{} VIP존 조성", "「{}」 발간", "{} 및 신규 발굴", "{} 총괄관리", "계절별 {}",
    "{} 365 운영", "{} 및 지속 확산", "{} 출연금 관리", "{} 사업비 지원", "소계리 {} 정비",
)  # fmt: skip


class Namer:
    """Makes names that are unlike each other, as the names of one document are."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._taken: list[str] = []
        self._amounts: set[int] = set()

    def word(self, least: int = 2, most: int = 4) -> str:
        """Return a word of random syllables."""
        return "".join(self._random.choices(_SYLLABLES, k=self._random.randint(least, most)))

    def words(self, least: int = 2, most: int = 4) -> str:
        """Return several words."""
        return " ".join(self.word() for _ in range(self._random.randint(least, most)))

    def name(self, most: int = 4, particular: bool = True) -> str:
        """Return a name unlike those before; some hold marks, digits, or words that mean something."""
        while True:
            name = self.words(2, most)
            if particular and self._random.random() < 0.35:
                pattern = self._random.choice(_PARTICULAR)
                name = pattern.format(*(self.words(2, 2) for _ in range(pattern.count("{}"))))
            if all(text.similarity(name, other) < 0.6 for other in self._taken):
                self._taken.append(name)
                return name

    def institution(self) -> tuple[str, str]:
        """Return the full and the everyday name of an institution: '부산광역시 …재단', '부산시…재단'."""
        which = self._random.randrange(len(CITIES))
        own = self.word(3, 5) + self._random.choice(INSTITUTION_ENDINGS)
        return f"{CITIES[which]} {own}", f"{SHORT_CITIES[which]}{own}"

    def office(self) -> str:
        """Return the name of an office: '…실'."""
        return self.word(3, 5) + self._random.choice(OFFICE_ENDINGS)

    def amount(self, most: int = 99_999_999) -> int:
        """Return an amount unlike others, so that no sum comes out by chance; some have few digits."""
        least = min(1_000, most)
        amount = self._random.randint(least, self._random.choice((most, most, max(least, most // 100))))
        while amount in self._amounts and most > len(self._amounts):
            amount = (7 * amount + 13) % most + 1
        self._amounts.add(amount)
        return amount

    def sentence(self) -> str:
        """Return running text without a figure."""
        return f"{self.words(4, 9)} 하고자 함"


def namers() -> st.SearchStrategy[Namer]:
    """Return a strategy of namers; each example has its own names."""
    return st.randoms(use_true_random=True).map(Namer)


amounts = st.one_of(
    st.integers(1_000, 99_999_999),
    st.integers(1, 999),
    st.sampled_from([0, 10, 100, 1_000, 10_010, 100_000, 999_999, 1_000_000, 1_234_567_890]),
)
"""Printed amounts."""

rates = st.integers(0, 12_000).map(lambda tenths: tenths / 10)
"""Printed percentages with one place."""

years = st.integers(2012, 2038)
"""Fiscal years."""
