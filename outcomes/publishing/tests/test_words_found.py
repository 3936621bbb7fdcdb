"""What the look-over finds in a text: names, phone numbers, postcodes, e-mail addresses."""

import time
import unicodedata

import pytest

from outcomes.publishing.queries.wording.finding import hits_in
from outcomes.publishing.queries.wording.first_names import EVERYDAY, FILE, first_names
from outcomes.publishing.queries.wording.people import ListedName, Names, parts_of

CONTACTS = [
    ("Ring me on 01487 812345 after six.", ["01487 812345"]),
    ("Or +44 7700 900 123, or (020) 7946 0991.", ["+44 7700 900 123", "(020) 7946 0991"]),
    (
        "01487.812.345, 01487-812-345, 01487–812345",
        ["01487.812.345", "01487-812-345", "01487–812345"],
    ),
    ("+44 (0)1487 812345 and 0044 1487 812345", ["+44 (0)1487 812345", "0044 1487 812345"]),
    ("Her sister has +48 601 123 456.", ["+48 601 123 456"]),
    ("We spent £01234567890 and 120 people came.", []),
    ("On 05.06.2024 10:30, and from 01/02/2023 to 03/04/2024.", []),
    ("Write to sue@example.org.uk, she reads it.", ["sue@example.org.uk"]),
    ("O'Neil.Sue+hall@example.org", ["O'Neil.Sue+hall@example.org"]),
    ("Two @ a pound. Follow @ramsey.", []),
    ("The house at PE26 1AB, and pe261ab next door.", ["PE26 1AB", "pe261ab"]),
    ("PE26   1AB, PE 26 1AB, PE26 1 AB", ["PE26   1AB", "PE 26 1AB", "PE26 1 AB"]),
    ("SW1A 1AA and M1 1AE", ["SW1A 1AA", "M1 1AE"]),
    ("Everybody in PE26 knows.", ["PE26"]),
    ("The A1, the M25, size B2, KS2, CO2, WD40, pe26, in 26 1st place", []),
]


@pytest.mark.parametrize(("text", "found"), CONTACTS)
def test_numbers_and_addresses_are_found_however_they_are_spaced(text, found):
    hits = sorted(hits_in(text, part="before", of="1"), key=lambda hit: hit.start)
    assert [hit.words for hit in hits if hit.found != "name"] == found


NAMES = [
    ("Maureen’s kitchen, and then Maureen Clark's.", ["Maureen’s", "Maureen Clark's"]),
    ("Old Mrs Featherstonehaugh said so, and Cllr Birdy.", ["Mrs Featherstonehaugh", "Cllr Birdy"]),
    ("Mr. Smith and the doctor.", ["Mr. Smith"]),
    ("Kenneth. Then Kenneth.", ["Kenneth", "Kenneth"]),
    ("IN RAMSEY the Great Whyte is a street.", []),
    ("Zoë and Siân sang; JANET played.", ["Zoë", "Siân", "JANET"]),
    ("José, Łukasz, Agnieszka and Zoë.", ["José", "Łukasz", "Agnieszka", "Zoë"]),
    (unicodedata.normalize("NFD", "José met Siân."), ["Jose\u0301", "Sia\u0302n"]),
    ("Ann-Marie and Anne‑Sophie came.", ["Ann-Marie", "Anne‑Sophie"]),
    ("The Annual report. Annuals. A banana. An ann.", []),
    (
        "Oluwaseun, Gurpreet, Nguyen, Aoife, Myfanwy, Mehmet",
        ["Oluwaseun", "Gurpreet", "Nguyen", "Aoife", "Myfanwy", "Mehmet"],
    ),
    ("Birutė, Ștefan, Đức and Ayşe", ["Birutė", "Ștefan", "Đức", "Ayşe"]),
    ("Mau\u00adreen and Mau\u200breen", ["Mau\u00adreen", "Mau\u200breen"]),
    # everyday words
    ("Rose and hope grew by the market in May, if you will.", []),
    ("we will, you may, the young, by grace, in hope, a mark", []),
    ("Will you come? May we? Hope is all. Grace was said.", []),
    ("We saw Will and Grace, and asked Rose.", ["Will", "Grace", "Rose"]),
    ("Will Clark came. May Brown did not.", ["Will Clark", "May Brown"]),
    ("Will Maureen come?", ["Maureen"]),
    ("It was in May, on 12 May, May 2024, since June, 1st April. Then I met June.", ["June"]),
    ("“Will you?” WILL IT WORK", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "found"), NAMES)
def test_names_are_found_and_everyday_words_are_not(text, found):
    hits = list(hits_in(text, part="before", of="1"))
    assert [hit.words for hit in hits if hit.found == "name"] == found


def test_an_unusual_name_is_found_where_somebody_of_the_area_bears_it():
    names = Names(known=parts_of("Xylon Featherby-Quist, treasurer", "The Big Local Trust"))
    text = "Xylon held the key. So did Quist. The Big Local Trust paid."
    assert [hit.words for hit in hits_in(text, part="x", of="1", names=names)] == [
        "Xylon",
        "Quist",
    ]


def listed(pk: int, name: str, allowed: str) -> ListedName:
    return ListedName(pk, parts_of(name), allowed)


LIST = Names(
    listed=(
        listed(1, "Will Young", "a neighbour"),
        listed(2, "Maureen Clark", "Maureen"),
        listed(3, "Ann-Marie O’Neil", "Ann-Marie"),
        listed(4, "Tom Clark, treasurer", "the treasurer"),
        listed(5, "zoë łuczak", "somebody"),
    )
)
# A text, and what stands there with what it becomes.
LISTED = [
    ("Will said so.", ["Will > A neighbour"]),
    ("Then will you, young man?", []),
    ("Young people came.", ["Young > A neighbour"]),
    ("We met WILL YOUNG’S dog.", ["WILL YOUNG’S > a neighbour"]),
    ("We met Will's dog and Wills cat.", ["Will's > a neighbour", "Wills > a neighbour"]),
    ("Maureen is Maureen, and MAUREEN’s kitchen is Maureens.", []),
    (
        "Then Maureen Clark and maureen clark",
        ["Maureen Clark > Maureen", "maureen clark > Maureen"],
    ),
    ("Then Maureen Smith came.", ["Maureen Smith > Maureen"]),
    ("Ask Tom, or Tom Clark, at once.", ["Tom > the treasurer", "Tom Clark > the treasurer"]),
    # Two may be meant.
    ("Ask Mrs Clark.", ["Mrs Clark > somebody"]),
    ("Then Ann-Marie and Ann Marie and Ann", []),
    (
        "Then O'Neil, ONEIL, O`Neil",
        ["O'Neil > Ann-Marie", "ONEIL > Ann-Marie", "O`Neil > Ann-Marie"],
    ),
    ("Then Zoe, zoë and ŁUCZAK", ["Zoe > somebody", "zoë > somebody", "ŁUCZAK > somebody"]),
    ("Annual clarity, young and will, Clarkson, Tomato", []),
]


@pytest.mark.parametrize(("text", "found"), LISTED)
def test_a_name_on_the_list_is_found_where_it_stands_otherwise_than_they_may_be_called(text, found):
    hits = [hit for hit in hits_in(text, part="x", of="1", names=LIST) if hit.people]
    assert [f"{hit.words} > {hit.instead}" for hit in hits] == found


def digests(text: str, names: Names = LIST) -> list[str]:
    return [hit.digest for hit in hits_in(text, part="x", of="1", names=names)]


def test_one_spelling_is_one_decision_and_another_spelling_another():
    assert len(set(digests("See Tom. See TOM. See Tom’s hat and Toms."))) == 1
    assert len(set(digests("See Tom, see tom, see Tom Clark."))) == 3
    assert len(set(digests("See Maureen, Maureen’s and MAUREEN.", Names()))) == 1


def test_the_same_spelling_is_open_again_once_they_may_be_called_something_else():
    changed = Names(listed=(listed(4, "Tom Clark", "a resident"),))
    before = Names(listed=(listed(4, "Tom Clark", "the treasurer"),))
    assert digests("See Tom.", before) != digests("See Tom.", changed)
    assert digests("See Tom.", before) != digests("See Tom.", Names())


HOSTILE = [
    "a",
    "Ann ",
    "Will ",
    "Ann-",
    "@a",
    "a@",
    "0 ",
    "01",
    "A1 ",
    "PE2 ",
    ".",
    "Mrs ",
    "é'",
    "+4",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_long_text_takes_no_longer_than_its_length(piece):
    def seconds(letters: int) -> float:
        text = (piece * letters)[:letters]
        started = time.process_time()
        list(hits_in(text, part="x", of="1", names=LIST))
        return time.process_time() - started

    short = min(seconds(4_000) for _try in range(3))
    # Eight times the text takes 64 times as long where each place looks at all the others.
    assert min(seconds(32_000) for _try in range(2)) < 24 * short + 0.02


def test_the_list_of_names_is_sorted_and_has_each_once():
    lines = [line for line in FILE.read_text().splitlines() if not line.startswith("#")]
    assert len(first_names()) == len(lines) > 1_500
    assert all(name.isalpha() or "-" in name for name in lines)
    assert {
        "will",
        "may",
        "grace",
        "hope",
        "mark",
        "bill",
        "rose",
        "dawn",
        "joy",
        "april",
        "june",
        "summer",
        "amber",
        "victor",
    } <= EVERYDAY & first_names()
