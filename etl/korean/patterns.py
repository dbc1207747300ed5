r"""The regular expressions over Korean print, compiled, and named by what they find.

Words and codes are data (`etl/vocabulary/*.toml`); how they are written around is code, and stands here;
the points of a series in a line stand in `series_patterns.py`, staff in `staff_patterns.py`, covers in
`cover_patterns.py`.
All are linear in the length of a line, by three rules. A repeat before something outside its class is
possessive (`\s*+`). A pattern that begins with a repeat begins only where the run does (`(?<!\d)\d++`). A
repeat of a group, or of a class that what follows shares, is bounded. `bench/patterns.py` measures it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_WON = r"백\s*+만\s*+원|천\s*+원|억\s*+원|만\s*+원|원"
"""The units in which money is printed in running text."""

# --- digits that are no figure of interest ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FigureRule:
    """A kind of digits that are no figure: a line without them holds figures only."""

    name: str
    pattern: re.Pattern[str]


FIGURE_RULES: tuple[FigureRule, ...] = (
    FigureRule(
        "phone",
        re.compile(
            r"(?:☎|®|📞|☏|@|::)\s*+(?::\s*+)?+[\d-]{3,}+"
            r"|\d{2,4}-\d{3,4}(?:-\d{4})?(?:\s*+/\s*+\d{4})?"
            r"|\\?\$\s?\d{3}-?\d{4}"
            r"|(?<=장)\s*+(?:[:：]\s*+)?+[가-힣]{2,4}\s*+\(?8?\d{4,5}\)?"
        ),
    ),
    FigureRule(
        "web_address",
        re.compile(r"(?:www\.|https?://)\S++|(?<![a-z0-9])[a-z0-9]++\.(?:or|go|co)?\.?(?:kr|com)"),
    ),
    FigureRule(
        "date",
        re.compile(
            r"(?:['’‘`]?\s?\d{2}|(?:19|20)\d{2})\s*+(?:[.,]|년(?!\s*+\d{1,2}\.\d{1,2}(?![\d.(])))"
            r"\s*+\d{1,2}\s*+[.월]\s*+\d{1,2}\s*+[.일]?|(?:['’‘`]\s?\d{2}|(?:19|20)\d{2})\s*+"
            r"(?:\.|[년,](?=\s*+\d{1,2}(?:\s*+[~∼-][\s'’‘`\d.년]{1,9})?\s*+(?:월|\.(?!\d))))\s*+\d{1,2}"
            r"(?:(?:\s*+[~∼-]|\.\s?[~∼])\s*+(?:['’‘`]?\d{2}[.년]\s*+)?\d{1,2}(?!\d))?\s*+[.월]?|\d{1,2}\s*+월\s*+\d{1,2}\s*+일"
            r"|\d{1,2}\.\d{1,2}\.(?=\D|$)"
            r"|\d{1,2}(?:\s*+[~∼,·-]\s*+\d{1,2}){0,12}\s*+월(?:\s*+말)?"
            r"|\d{1,2}\s*+분기|(?<!\d)(?:19|20)\d{2}[-/]\d{1,2}[-/]\d{1,2}(?!\d)"
            r"|\d{1,2}\s*+일\s*+\([월화수목금토일]\)"
        ),
    ),
    FigureRule(
        "year",
        re.compile(
            r"(?:19|20)\d{2}(?=\s*+[~∼]\s*+(?:19|20)\d{2})"
            r"|(?:19|20)\d{2}\s*+(?:년도|년|\.|,)?"
            r"|['’‘`]\s?\d{2}\s*+(?:년도|년|,|\.)?"
            r"|(?<!\d)\d{2}년도?"
            r"|\d{1,2}년차"
        ),
    ),
    FigureRule("time_of_day", re.compile(r"\d{1,2}:\d{2}|\d{1,2}시(?!간|설|범|민|작)")),
    FigureRule("law", re.compile(r"제\s*+\d+\s*+(?:조|항|호|장)(?:의\s*+\d+)?(?=[^점]|$)")),
    FigureRule(
        "ordinal",
        re.compile(
            r"제\s*+\d++\s*+회"
            r"|(?:제\s*+|(?<!\s)\s++|(?<![\s\d]))\d++\s*+(?:[·,~∼]\s*+\d++\s*+){0,20}+"
            r"(?:호점|호|차|기|단계|권역|급|순위|위|회차|층|번째|실(?=[\s(]|$))"
            r"|[①-⑳❶-❿]"
        ),
    ),
    FigureRule(
        "heading_number",
        re.compile(
            r"^\s*+(?:[-#*]\s*+)*+\d{1,2}\s*+[.)](?=\s|\D)"
            r"|^\s*+#++\s*+(?:\*\*)?\d{1,2}(?:\*\*)?(?=\s|$)"
            r"|^\s*+\d{1,2}\s++(?=[가-힣])"
            r"|^\s*+\d{1,3}\s*+$"
            r"|^\s*+-\s*+\d{1,4}\s*+-"
        ),
    ),
    FigureRule("address", re.compile(r"(?<!\d)\d++\s*+다?길\s*+\d*+|[로길]\s?\d++|(?<!\d)\d++\s*+동\b")),
    FigureRule(
        "age_or_generation",
        re.compile(
            r"(?:만\s*+|(?<!\s)\s++|(?<!\s))\d{1,2}\s*+[~∼-]\s*+\d{1,2}\s*+(?:세|대)"
            r"|(?:만\s*+|(?<!\s)\s++|(?<!\s))\d{1,2}\s*+세"
            r"|\d{2,4}\s*+(?:세대|대(?=[\s·,)]|여성|남성|$))"
            r"|(?<!\d)(?:2030|3040|4050)(?!\d)"
        ),
    ),
    FigureRule(
        "name",
        re.compile(
            r"(?<![A-Za-z])[A-Za-z]++[-\s]?\d++(?:\.\d++)?"
            r"|(?<!\d)\d++(?!(?:[kcm]?m|k?g|t|ha|[kM]?Wh?|[GTM]B|m?l|L|kcal)(?![A-Za-z]))[A-Za-z]++"
            r"|(?<!\d)\d++(?=[가-힣]*캠페인)"
            r"|24시간|[\"“][^\"“”]{0,40}\d[^\"“”]{0,40}[\"”]"
            r"|바이러스\S{0,40}-?\d++"
            r"|코로나\s?\d++"
            r"|(?<!\d)\d++대(?=\s|$)"
        ),
    ),
)
"""Tried in this order; what a rule finds is taken out of the line before the next is tried."""

# --- headings of columns ----------------------------------------------------------------------------------

UNIT_IN_HEADING = re.compile(r"\(\s*+(?:단위\s*+[:：]\s*+)?+(?:백만원|천원|억원|만원|원|%|퍼센트)\s*+\)")
"""A unit in brackets after a heading: '예산액(천원)'."""
TWO_YEAR_CELL = re.compile(r"^(?:20|['’‘])?(\d{2})\s*+(?:년\s*+)?+\(\s*+비\s*+율\s*+\)$")
"""The heading of a year's column in a two-year comparison: '2026년(비율)'. Group: two digits."""

YEAR_OF_HEADING = re.compile(r"^20\d\d년?도?")
"""The year at the beginning of a heading's key."""
BUDGET_SESSION = re.compile(r"^제?\d{1,2}[회차](?=추[경가])")
"""Which supplementary budget a heading's key names: '제1회 추경'."""
FORMULA_OF_HEADING = re.compile(r"(?<=[가-힣])[a-z]{1,3}$")
"""The formula letters at the end of a heading's key: '집행액(D)'."""

# --- institutions on commission, and the task card --------------------------------------------------------

_DAY = r"20\d\d\.\s*+\d{1,2}\.\s*+\d{1,2}"
COMMISSIONED_INSTITUTION = re.compile(rf"^(.{{3,60}}?)\s*+\(({_DAY})\.?\s*+[~∼-]\s*+({_DAY})\.?\)$")
"""The heading of an institution that is run on commission. Groups: name, first and last day of the term."""
COMMISSIONED_BUDGET = re.compile(r"^예\s*+산\s*+[:：]\s*+(.+)$")
"""The line of its budget. Group: what is printed of it."""
CARD_YEAR = re.compile(r"['’‘]\s?\d{2}(?:\.\d{1,2}월|년)|임기\s*+후")
"""The heading of a year of a task card: "'31년", '임기 후'."""
CARD_PAYER = re.compile(r"(?:^|\s)[시국구도]\s?비$")
"""The word for who pays at the end of a unit's name: '국비'."""
CARD_QUANTITY = re.compile(r"(?<![\d,]),*+(\d[\d,]*+)\s?([가-힣]{1,3}?)(?=[\s)(,]|$)")
"""A count on a task card. Groups: figure, unit."""
BEFORE_CARD_QUANTITY = re.compile(r"(?<![\s(])[\s(]*+(?:연\s?)?\d.*$")
"""A line of a task card from its first figure on."""

# --- counts in running text -------------------------------------------------------------------------------

QUANTITY = re.compile(
    r"(?<![\d.,~∼±+×])(?<!\d\s)(?<!\d,\s)(?<!\d['’‘`])(?<![\d.,][A-Za-z])(?<![\s(][-−–△▲▵])(?<!^[-−–△▲▵])"
    r"(?<!\d[만천백억])(?<!\d[만천백억]\s)(?:(?<![가-힣])(?P<lead>총|약|각|누적)\s*+)?"
    r"(?P<figure>\d(?:[\d,.]*\d)?+)"
    r"(?P<scale>\s?만(?:\s?\d{1,3}천(?:\s?\d백)?(?:\s?\d{1,3})?|\s?\d백(?:\s?\d\d?)?|\s?\d,\d{3}|\s?\d{1,4})?"
    r"|천(?:\s?\d백(?:\s?\d\d?)?|\s?\d{1,3})?|백(?!만)(?:\s?\d\d?)?)?\s*+(?P<more>여\s*+)?+"
    r"(?P<unit>개(?=(?:기업|팀|과정|단체|기관|자치구|업체|병원|대학)(?![가-힣]))"
    r"|(?:%p|%|％|개소|개\s처|개사|개교|명|인|건|회|종|부|과목|과제|팀|가구|세대|편|권|곳|처|식|점|시간|과정|강좌"
    r"|학급|(?:천|백만|억|만)?\s?원)(?![가-힣A-Za-z])|개(?!월|년|국|소|사|교|최|\s처))"
)
"""A count: a word that qualifies it (lead), figure, multiplier (scale), more, unit; dates are masked before.
What follows digits, a sign, a multiplier or a letter among digits ('2 713명', '1만 12,345명') is none."""
COUNTING_UNIT = re.compile(
    r"\s{0,9}+(?:[만천백]\s?)?+(?:명|건|회|종|개|곳|편|권|팀|가구)(?![가-힣])|[만천백]\s?\d"
)
"""A unit of counting, or a multiplier before more digits, right where a figure ends."""
NO_RESULT_BEFORE = re.compile(
    r"(?:대비|목표|이상|당초|×|(?<![가-힣])(?:대략|거의|근|어림(?:잡아)?|줄잡아|적어도)|[→⇨⇒~∼·당]|->|(?<![가-힣])(?:매월|매주|매년|분기별|월별|구별|동별|자치구별|권역별|학교별|기관별|회당|건당|인당|월|주|연))\s*+['’‘`]?$"
)
"""What makes the figure after it no result: a comparison, a plan, a threshold, an earlier or later state."""
_ABOUT = r"(?:가량|정도|쯤|남짓|전후|수준|상당|가까이|육박|돌파|넘[게은음])(?![가-힣])|±|\+\s?α"
_IS_REACHED = r"(?!치?를?\s?(?:초과\s?)?달성)"
NO_RESULT_AFTER = re.compile(
    rf"^\s*+(?:×|(?:모집|정원|계획|목표)에(?:\s|$)|대비|예정|만점|이상|이하|미만|이내|내외|안팎|{_ABOUT}|초과|척도|진행\s*+중|추진\s*+중|씩|당|/\s?[월주일연년](?![가-힣])|[→⇨⇒~∼↑↓]|->|상승"
    rf"|증가|감소|목표{_IS_REACHED}|[가-힣]++\s++목표{_IS_REACHED}|\S{{0,6}}\s*+예정(?![지가자기])"
    r"|[^,;/().\d]{0,20}(?:진행|추진|접수|채용)\s*+중)"
)
"""What makes the figure before it no result."""
WITH_PLANNED_AFTER = re.compile(r"^[^,;/().\d]{0,20}\([^()]{0,20}(?:예정|계획|목표|예약|예상)[^()]{0,20}포함")
"""What says of the figure before it that a part of it is still to come: '12회 개최(예정 3회 포함)'."""
INEXACT_AFTER = re.compile(rf"\s{{0,9}}+(?:이상|이하|미만|이내|초과|내외|안팎|{_ABOUT})")
"""What says behind a figure that it is a bound, or about so many."""
PHRASE_END = re.compile(r"[,;/]|=(?!>)|\.\s|^\s*+[·∙・•]|\s[•∙]\s|\s\+\s|[→⇨⇒※▶❖✓☆]|\s[-–]\s")
"""What separates one phrase from the next."""
CONJUNCTION = re.compile(r"(?:^|(?<!\s)\s)\s*+(?:및|또는)\s++")
"""A word that joins two phrases: ' 및 '."""
SEVERAL_NAMES = re.compile(r"\s(?:및|또는|와|과)\s|[가-힣](?:와|과)\s|[,/]|\s[·ㆍ・]\s|온[·ㆍ・]오프라인")
"""What joins several names in one: 'each 12' is of none of them alone."""
COLON = re.compile(r"(?<!\d)\s{0,9}[:：]\s{0,9}|\s{0,9}[:：]\s{0,9}(?!\d)")
"""A colon with the spaces around it, but for the one between two figures (a time, a ratio)."""
LABEL_EDGE = re.compile(
    r"^(?:대상|대상으로|총|약|각|및|등|중|중에|중에서|가운데|그\s?중|이\s?중|[그이]\s?가운데|외|또는|와|과|의|을|를|은|는|이|가|(?:모집|정원|계획|목표)에)(?:\s++|$)"
    r"|(?:^|(?<!\s)\s++)(?:총|약|각|및|등|중|중에서|가운데|외|또는|누적|연간|대상\s*+총)$"
    r"|(?:^|(?<!\s)\s++)(?:(?:증가|감소|상승|하락|향상|성장|축소|초과)(?:한|된|하여|해|되어|돼)|늘어난|줄어든|늘어|줄어|오른|내린)$"
    r"|(?:^|(?<!\s)\s++)(?:전년도?|작년|지난해|전월|전기)(?:\s?동[기월])?\s?대비$|^대비$"
)
"""A word that a label neither begins nor ends with; how a count changed names none."""
MEASURE_END = re.compile(r"(?:율|률|도|점수|비율|비중|커버)(?:\s*+조사)?\)?$")
"""The end of the name of a measure: only such a name has a rate or a score for its result."""
_PAPERS = (
    r"(?!\s{0,3}(?:서|수립|변경|마련|작성|제출|심의|보고|공유|발표|확정|승인|대비|달성|초과|관리|설정|등록))"
    r"(?!\s{0,3}(?:공고|연구))"
)
"""What makes of the word for a plan the name of a paper, or of a comparison."""
PLANNED = re.compile(
    r"(?<![가-힣])(?:예상|추정|전망|향후|추후|앞으로|잔여|남은|미정|연말까지)"
    r"(?:[치량분액]|되는|됨|된|인원|건수|횟수|으로|하는)?(?![가-힣])"
    r"|(?:(?<![가-힣])|(?<=개최|운영|추진|모집|실시|시행|확대|지원|진행|제작|보급|배포|설치)"
    r"|(?<=추가|잔여|연간|당초|세부|활동))"
    rf"(?<!및\s)(?:계획|목표)(?!\s(?:및|또는)\s)(?:[안량치값임인은]|이며|건수|인원|횟수)?(?![가-힣]){_PAPERS}"
    r"|예정(?![지가자기])|(?:[하되]고자|코자|하겠|할\s?것)"
)
"""Words that say that what they speak of is planned, expected or still to be done."""
UNSETTLED = re.compile(
    r"(?<![가-힣])(?:잠정|추계|미확정|가집계|집계\s?중|예상|추정|전망|예약)(?:[치값임]|집계)?(?![가-힣])"
)
"""Words in a bracket behind a figure that say that it does not stand yet."""
UNDER_WAY = re.compile(
    r"(?:진행|추진|접수|채용|모집|심사|준비|협의|검토|공고|제작|공사|조성|구축|신청|선발|개발|계약|조율)"
    r"\s?중인?(?![가-힣])"
)
"""Words that say that it is not done yet."""
UNDER_WAY_LAST = re.compile(UNDER_WAY.pattern + r"\s?[)\]]?\s?[:：]?\s?$")
"""The same right before a figure: '모집 중 : 30명'."""
_EACH = (
    r"(?:\d{1,3}\s?|한\s?)?+(?:인|명|회|건|팀|가구|세대|개소|개사|기관|학교|시간|권|편|과정|강좌|곳|월|일|주|년|기|차시"
    r"|기업|업체|학급|반|조|센터)당"
)
BOUND = re.compile(
    r"(?<![가-힣])(?:(?:최대|최소)(?=\s{0,3}$)|매회|매번|매일|매기수|누적|(?:(?:일|월|연|주|회|인)\s?)?평균)(?![가-힣])"
    rf"|(?<![가-힣\d]){_EACH}(?![가-힣])"
)
"""Words before a figure for which it is a bound, a mean, or counted from earlier on."""
OF_EACH = re.compile(
    rf"{_EACH}|[가-힣]{{0,3}}평균|매(?:회|번|일|월|주|년|기수)|(?:월|주|연|일)"
    r"|(?:분기|월|주|일|연|구|동|팀|반|조|권역|자치구|기관|학교|회차|과정|지역|기수)별"
)
"""A word right before a figure that makes it a rate or a mean: '회당', '1인당', '월', '구별'."""
PERIOD_IN_DATE = re.compile(
    r"(?<!\d)(?:\d{1,2}\s?월?\s?[~∼,·-]\s?){0,11}\d{1,2}\s?월(?!\s?\d{1,2}\s?일)(?:\s?말)?(?:\s?까지)?"
    r"|(?<!\d)[1-4]\s?(?:/\s?4\s?)?분기(?:\s?말)?(?:\s?까지)?"
)
"""The months or the quarter that a date names: '1~6월', '2분기'."""
DAY_STATED = re.compile(r"(?:월|일|말|분기|\d\.?)\s?(?:기준|현재)$")
"""The end of a day as of which figures stand: '6월말 기준'."""
BEHIND_DATE = re.compile(r"(?:\s?(?:/\s?4\s?)?분기)?(?:\s?말)?(?:\s?(?:기준|현재|까지|부터))?(?![가-힣])")
"""What belongs to the date before it."""
QUARTER_BEGUN = re.compile(r"(?<!\d)[1-4]\s?/\s?$")
"""The number before the four of '3/4분기'."""
SEVERAL_YEARS = re.compile(
    r"최근\s?\d{1,2}\s?년|(?:개관|개소|개원|개장|설립|창립|출범)\s?(?:이후|이래)|이래(?![가-힣])"
    r"|(?<![\d.,])\d{1,2}\s?(?:개년|년\s?간(?!격))(?!\s?(?:[가-힣]{1,4}\s?)?(?:계획|근속|재직))"
)
"""Words for a span of years, where it is not the name of a plan."""
WISHED = re.compile(r"(?<![가-힣])(?:가능|필요|희망|요망)(?:함|인원)?(?![가-힣])")
"""Words behind a figure that say that it is possible or wanted."""
REACHED = re.compile(r"(?:실적|결과|완료|현재)(?![가-힣])")
"""Words that end what words of a plan before them rule: '계획 11회, 실적 9회'."""
COMPLETED = re.compile(r"완료(?![가-힣])(?!\s?예정)")
"""The word behind a figure that says that it is done, whatever is under way besides."""
OF_OTHERS = re.compile(
    r"(?<![가-힣])(?:타\s?(?:기관|지자체|시도|시·도|재단|자치단체|법인|공공기관|지역)|다른\s(?:기관|지자체|시도|재단|지역))"
    r"(?!\s?(?:과의|과|와의|와|및|에)?\s?(?:연계|협력|협업|공동|벤치마킹|방문|견학|파견|의뢰|이관|교류|공유|제공|추천|대상))"
    r"(?!\s?(?:종사자|직원|임직원|담당자|관계자|실무자))"
)
"""Words that say that what they speak of is another institution's, and nothing done with it or its people."""
HELD_BY = re.compile(r"[(\[]\s?(\S{2,20}?)\s?(?:주관|주최|시행|수행|집계|자체)\s?[)\]]")
"""A bracket that says who did it. Group: who."""
OUT_OF = re.compile(r"^\s*+(?:중|중에|중에서|가운데)\s*+(?:총|약)?\s*+$")
"""All that stands between the two figures of one statement: '3회 중 2회'."""
OUT_OF_FIRST = re.compile(r"^\s*+(?:중에서|중에|중|가운데)\s")
"""Behind a count: the words that follow are of the part of it: '50건 중 선정 12건'."""
FRACTION = re.compile(r"\d\s?/\s?$")
"""What stands before the second figure of a fraction: '2/3회'."""
DIFFERENCE = re.compile(r"[△▲▼▵▽↑↓]\s?$|[(\[]\s?[+\-–]\s?$")
"""What makes the figure after it a difference: '(+2회)'."""
INCLUDED = re.compile(r"포함")
"""The word for what a figure includes."""
INCLUDED_LAST = re.compile(r"(?<!\s)\s?포함(?:[임됨함]|됐음|되었음)?\s?\.?$")
"""The same at the end of a note."""
IN_TURN = re.compile(r"^\s{0,3}(?:[(:：]\s{0,3})?(?:\x01|\d{1,2}\.\s?\d)|^\s{0,3}[:：]")
"""What follows the number of a time ('1회 2027. 3. 18') in a text whose dates are masked."""
BARE_FIGURE_LAST = re.compile(r"\S\s\S.{0,200}\s\d[\d,]{0,9}$")
"""A line that ends with a figure without a unit, as a row of a table does."""
FOOTNOTE_LINE = re.compile(r"^\s*+(?:\\?\*|※|주\s?\d*+\s?[):])")
"""A line under the text that is no part of it: '※ ...', '주) ...', '주1) ...'."""

# --- a programme's page -----------------------------------------------------------------------------------

YEAR_OF_RESULTS = re.compile(r"^(?:(?:20)?\d\d(?:년도?)?)?$")
"""All that may stand before the word for results in a heading's key: nothing, or their year."""
NUMBER_FIRST = re.compile(r"^\s*+(?:\d{1,2}|[가-하])\s*+[.)]\s*+|^[①-⑳❶-❿]\s*+")
"""The number of a heading: '2)', '가.', '③'."""
BUDGET_LABEL = re.compile(
    r"소\s*+요\s*+예\s*+산(?:\s*+액)?|^\W*+예\s*+산\s*+액(?=\s*+(?:\([^)]*원\)\s*+)?+[:：])"
)
"""The label of a page's budget."""
UNIT_AFTER_BUDGET_LABEL = re.compile(rf"\s{{0,9}}+\(\s*+(?:단위\s*+[:：]\s*+)?+({_WON})\s*+\)")
"""The unit in brackets after that label. Group: the unit."""
_IN_WORDS = r"\d[\d.,]*+(?:\s?[십백천만억조]{1,2}(?:\s?\d[\d.,]*+)?){0,8}+"
"""Digits with what multiplies them: '12,659천', '9억 6,896만'."""
BUDGET_AMOUNT = rf"(?:[△▵]\s*+)?+{_IN_WORDS}\s?원"
"""An amount of money in a page's budget: what a larger pattern is made of."""
AMOUNT_OF_WON = re.compile(rf"(?<![\d.,]){BUDGET_AMOUNT}")
"""The same by itself: digits without 원 are none."""
YEAR_OF_AMOUNT = re.compile(
    r"(?<!\d)(?:20|['’‘`´]\s?)(\d\d)\s?(?:년도?\s?)?+(?:예산액?\s?)?+(?:[:：]\s?)?+"
    rf"(?={BUDGET_AMOUNT}|\d{{1,3}}(?:,\d{{3}})++)"
)
"""A year right before an amount, of which that is the amount. Group: its last two digits."""
RANGE_BEGUN = re.compile(r"\d\s?년?\s?[~∼-]\s?['’‘`´]?$")
"""What stands before the second year of a range: "'25~"."""
YEARS_TOGETHER = re.compile(r"\d\s?개년|\d\s?년\s?간")
"""What says that an amount is of several years."""
CHANGE_OF_BUDGET = re.compile(
    rf"(?:대비|보다)\s?[△▲▽▼+-]?\s?{BUDGET_AMOUNT}\s?(?:증|감|증액|감액|증가|감소|상향|하향|↑|↓)?(?![가-힣])"
)
"""What a bracket behind an amount says of another one: '(전년 대비 2,000천원 증)'."""
EXECUTED_LABEL = re.compile(r"집\s*+행\s*+(?:실\s*+적|액)\s*+(?:\([^()]{0,20}+\)\s*+)?+(?:[:：]\s*+)?+")
"""What stands before the executed amount, as a page prints it in brackets; its date may stand between."""
EXECUTION_RATE = re.compile(r"집\s*+행\s*+[률율]\s*+(?:[:：]\s*+)?+([\d.,]++)\s*+%")
"""The rate beside it. Group: the figure."""
PERIOD_LABEL = re.compile(r"\S{0,6}기\s*+[간가]\s*+[:：]")
"""The label of a page's period: '사업기간 :'."""
OFFICE_CONTACT = re.compile(r"☎|®\d|[📞☏]|\d{3,4}-\d{4}|(?:본부|실|팀|센터|원)장\s*+[:：./]")
"""What stands in the line of an office and nowhere else."""
OFFICE_HEAD = re.compile(r"^(.*?(본부|실|살|팀|탐|센터|원|단|국|과))장")
"""The title of an office's head; 살 and 탐 are misread 실 and 팀. Groups: the office, its ending."""
PERSON = re.compile(r"[가-힣]{2,3}")
"""The name of a person, where one is awaited."""

# --- series over periods ----------------------------------------------------------------------------------

UNIT_ABOVE = re.compile(r"단\s*+위\s*+[:：]\s*+([^\s(),/]{1,6})\s*+[),/]")
"""The unit of any kind that stands above a table: '(단위 : 명)'. Group: the unit."""
ANY_UNIT_LABEL = re.compile(r"단\s*+위\s*+[:：]")
"""The word that states a unit, whatever the unit."""

# --- tables of any institution ----------------------------------------------------------------------------

SURVEYED_GROUP = re.compile(r"^(.{1,40}?)\s*+[:：]\s*+(?:총\s*+)?+[\d,]++\s*+명$")
"""The line that says whom a survey asked. Group: who."""
FORMULA_HEADING = re.compile(r"[A-Za-zⓐ-ⓩⒶ-Ⓩ()\[\]=+\-−–/×*xX0-9%÷\s.,]+")
"""A heading that is nothing but letters that stand for columns: '(A)', 'B/A', 'C=A+B'."""
FORMULA_LETTERS = re.compile(r"(?<=[가-힣])[a-zⓐ-ⓩ]{1,6}$")
"""The letters of a formula behind the key of a heading."""
DAMAGED_FIGURE = re.compile(
    r"[△▲▵(-]?(?=[OoIl.,]{0,12}\d)(?=[\d.,]{0,12}[OoIl])[\dOoIl]{1,3}(?:[,.][\dOoIl]{3})++\)?"
)
"""A cell of grouped digits of which some were misread as letters: '542,O66'."""
DAMAGED_DIGITS = re.compile(r"[△▲▵(-]?\d[\d.,]{0,18}+(?:[OoI](?![A-Za-z])|l(?=\d))")
"""One of whose digits was misread as a letter: '9O', '27l3명'."""
MIXED_FIGURE = re.compile(r"(?=[\d.,A-Z]{0,9}\d)[\d.,]{0,9}+[A-Z][\d.,A-Z]{0,9}|#[A-Z]{2,5}(?:/0)?[!?]?")
"""A cell of digits and capitals, in a column of figures one that was misread: '5T', 'B7', '#REF!'."""
YEAR_ALONE = re.compile(
    r"^(?:['’‘`]\d{2}|(?:19|20)\d{2}|\d{2}(?=\s*+[년회학]))\s*+(?:년|년도|회계연도|학년도)?$"
)
"""A cell that holds a year and nothing else."""
DATED_FIGURE = re.compile(
    r"^(?:['’‘`]\s?\d{2}|(?:19|20)\d{2}|\d{2}(?=\s?년))\s?(?:년도?)?\s?(?:실적|결과|목표)?\s?[:：]?\s"
    r"(?:[\d,]{1,12}\.\d{1,3}|\d{1,3}(?:,\d{3})+|\d{3,9}|\d{1,9}(?=\s?(?:명|건|개|팀|점|원|천원|백만원|%))|\d{2,9}(?=\s?회))"
    r"\s?(?:명|건|개소?|개사|회|팀|점|원|천원|백만원|%)?$"
)
"""A cell that holds a figure behind its year and nothing more: "'30년 410", '2031년 실적: 390건'."""
YEAR_FIRST = re.compile(
    r"^(?:['’‘`]\d{2}\s*+(?:년|[가-힣(.])|(?:19|20)\d{2}\s*+(?:[년(.]|실적|목표|본?예산|결산|계획|추[정계경]|전망|당초"
    r"|최종|기정|확정|집행|지출|수입|수납|세입|세출|예산현액)|\d{2}\s*+년)"
)
"""A cell that begins with a year."""
CELL_UNIT = re.compile(r"^(?:%|％|%p|[가-힣㎡]{1,4})$")
"""What may stand behind the figure of a cell as its unit."""
APPENDIX = re.compile(
    r"^[#*\s]*+[\[【〔<(《]?\s?(?:붙임|별첨|별지|부록|참고(?:자료)?)\s?\d{0,2}\s?(?:[\]】〕>)》.:]|\s|$)"
)
"""The heading of what is appended: '[붙임 1]', '참고', '<별첨>'."""
CHAPTER = re.compile(r"^[#*\s]*+(?:[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]{1,3}\s*+[.\s]|제\s?\d{1,2}\s?[장부편]\s)")
"""The heading of a chapter: 'Ⅱ. …', '제2장 …'."""
PAGE_HEADING = re.compile(r"^[#*\s]*+[□■◇◆▣❏]")
"""A heading of a page, by its mark."""
WORDS_ALONE = re.compile(r"^[가-힣A-Za-z][가-힣A-Za-z\s·()]*+$")
"""Words without a figure, a colon or a mark."""
IN_BRACKETS = re.compile(r"\([^()]{0,60}+\)")
"""What a heading adds in brackets."""
DAY_NAMED = re.compile(r"(?:자료|작성|집계)?\s?기준\s?(?:일자?|시점)?\s?[:：]")
"""The beginning of a note that names the day of its figures: '자료기준: 2031.6.30.'"""
SOURCE_NAMED = re.compile(
    r"^(?:자료|출처)\s?(?:제공|출처|원)?\s?[:：]\s?(?P<first>[가-힣A-Za-z·]{2,20})\.?$"
    r"|^(?P<who>[가-힣A-Za-z·]{2,20}?)(?:에서|의)?(?:\s?(?:제공|제출|집계|작성|통보)(?:한|된|받은)?)?"
    r"\s?(?:자료|현황|실적|제공|집계|작성|제출|기준|수치)(?:임|이다|입니다|함|됨)?\.?$"
)
"""A note that says nothing but whose figures are: '동북권센터 자료임', '출처: 북부센터'. Groups: who."""
PIECE_END = re.compile(r",|/(?!\s?4\s?분기)")
"""What parts the pieces of a bracket; '2/4분기' is one."""
WORD = re.compile(r"[가-힣A-Za-z0-9]++")
"""A run of letters and digits."""
SYLLABLE = re.compile(r"[가-힣]")
LEDGER_UNIT = re.compile(r"\s?(?:%p|[%％]|[십백천만억조]{0,3}\s?원|[만억조]\s[가-힣]{1,3}|[가-힣㎡]{1,3})")
"""What is told of a figure as its unit."""
LEDGER_AMOUNT = re.compile(r"(?<![\d,.])(?:\d[\d,.]*+\s?[십백천]?[만억조]?\s?){1,4}원")
"""An amount of money, in figures or in words."""
AMOUNT_IN_TEXT = re.compile(
    r"(?:[△▵]\s*+)?\d[\d.,]*+\s*+[십백천만억조]{0,2}\s*+(?:\d[\d.,]*+\s*+[십백천만]{0,2}\s*+){0,3}원?"
)
"""The first amount of a text, with or without its unit."""
