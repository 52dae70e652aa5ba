"""What holds for any text that is typed into the search field."""

from __future__ import annotations

from datetime import date
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from whisul_desktop.core.query import (
    Flag,
    Is,
    Number,
    NumberField,
    Query,
    Status,
    Tag,
    Term,
    Words,
    fold,
    has_term,
    parse,
    term_text,
    to_text,
    with_term,
    without_term,
)
from whisul_desktop.core.query_terms import STATUS_WORDS

TODAY = date(2026, 2, 17)
FIELDS = ("bpm:", "len:", "stars:", "tag:", "status:", "is:", "made:", "x:")
SIGNS = ("-", '"', '""', "*", " ", ">", ">=", "<", "..", ",")
VALUES = ("2026", "-02", "3:00", "1,5", "ready", "today", "favourite")
pieces = st.sampled_from((*FIELDS, *SIGNS, *VALUES))
texts = st.text() | st.lists(pieces | st.text(max_size=3), max_size=12).map("".join)
folded = st.text(max_size=8).map(fold)
numbers = st.integers(0, 99_999).map(lambda value: value / 10)


@st.composite
def _numbers(draw: st.DrawFn) -> Number:
    low, high = sorted((draw(numbers), draw(numbers)))
    field, sort = draw(st.sampled_from(NumberField)), draw(st.integers(0, 2))
    is_open, negated = draw(st.booleans()), draw(st.booleans())
    if sort == 0:
        return Number(field, low, high, negated=negated)
    if sort == 1:
        return Number(field, low, None, low_open=is_open, negated=negated)
    return Number(field, None, high, high_open=is_open, negated=negated)


groups = [
    frozenset().union(*some)
    for size in (1, 2, 7)
    for some in combinations(STATUS_WORDS.values(), size)
]
terms: st.SearchStrategy[Term] = st.one_of(
    st.builds(Words, folded.filter(bool), st.booleans()),
    st.builds(Tag, folded.filter(bool), st.booleans(), st.booleans()),
    _numbers(),
    st.builds(Status, st.sampled_from(groups), st.booleans()),
    st.builds(Is, st.sampled_from(Flag), st.booleans()),
)


@given(texts)
def test_any_text_is_understood_or_pointed_at(text: str) -> None:
    query = parse(text, TODAY)
    ends = [0]
    for problem in query.problems:
        assert ends[-1] <= problem.start < problem.end <= len(text)
        assert text[problem.start : problem.end].strip() == text[problem.start : problem.end]
        ends.append(problem.end)


@given(texts)
def test_what_was_understood_can_be_written_down(text: str) -> None:
    query = parse(text, TODAY)
    assert parse(to_text(query), TODAY) == Query(query.terms)


@given(st.lists(terms, max_size=4))
def test_terms_come_back_from_their_text(some: list[Term]) -> None:
    query = Query(tuple(some))
    assert parse(to_text(query), TODAY) == query


@given(texts, terms)
def test_a_chip_changes_one_term_and_nothing_else(text: str, term: Term) -> None:
    before = parse(text, TODAY)
    added = with_term(text, term)
    assert has_term(added, term)
    opposite = term_text(term).removeprefix("-") if term.negated else "-" + term_text(term)
    others = [t for t in before.terms if term_text(t) not in (term_text(term), opposite)]
    found = parse(added, TODAY)
    assert [t for t in found.terms if term_text(t) != term_text(term)] == others
    taken = parse(without_term(added, term), TODAY)
    assert list(taken.terms) == others
    assert len(taken.problems) == len(before.problems)
