"""What a text says of the earner: something that others can see, only something that goes on in the head, or only that
a course was completed (facts W-01, W-02, W-04).

Works on the lists of one language. Where a language has ``leads``, a verb counts only where it says what somebody does;
elsewhere it counts wherever it stands.
"""

from __future__ import annotations

from collections.abc import Sequence

from trustlint.pyrules.word_lists import BREAK, PAUSE, Language

FEWEST_WORDS = 8
"""Criteria with fewer words say nothing of how the badge is earned (LABELS of the corpus, TP-03)."""
_MOST_WORDS_OF_COMPLETION = 45
_REACH = 40
"""How many tokens away an exam may stand from the word that it was passed."""


def states_an_act(tokens: Sequence[str], language: Language) -> bool:
    """Whether something is said that others can see: an act, a product, a passed exam, a score."""
    verbs = language["measurable_verbs"]
    if "leads" not in language:
        return verbs.first_in(tokens) is not None or _has_result(tokens, language)
    for index in range(len(tokens)):
        if verbs.length_at(tokens, index) and _is_done(tokens, index, language):
            return True
    return _has_result(tokens, language)


def vague_word(tokens: Sequence[str], language: Language) -> str | None:
    """The word that the claim of a text rests on when nobody can see what it claims; None when there is none."""
    found = _vague_place(tokens, language)
    return None if found is None or states_an_act(tokens, language) else tokens[found]


def says_only_completion(tokens: Sequence[str], language: Language) -> bool:
    """Whether a text says no more than that a course or its requirements were completed."""
    words = [token for token in tokens if token not in (BREAK, PAUSE)]
    if not words or len(words) > _MOST_WORDS_OF_COMPLETION or "completion" not in language:
        return False
    done = language["completion"].first_in(tokens)
    if done is None or language["courses"].first_in(tokens, done) is None:
        return False
    return not states_an_act(tokens, language)


def count_words(tokens: Sequence[str]) -> int:
    """Words among tokens."""
    return sum(token not in (BREAK, PAUSE) for token in tokens)


def _is_done(tokens: Sequence[str], index: int, language: Language) -> bool:
    """Whether the verb at ``index`` is what somebody does or can do, and its object is one that can be seen."""
    before = _before(tokens, index, language)
    starts = before < 0 or tokens[before] == BREAK
    follower = index + 1 if index + 1 < len(tokens) else index
    if starts:
        if tokens[index].endswith("ing") or tokens[follower] == BREAK:
            return False
    elif not _is_led(tokens, index, before, language):
        return False
    firm = not starts and language["firm_leads"].length_at(tokens, before)
    if (
        not firm
        and language["also_nouns"].length_at(tokens, index)
        and not language["determiners"].length_at(tokens, follower)
    ):
        return False
    return not _is_hollow(tokens, index, language)


def _is_led(tokens: Sequence[str], index: int, before: int, language: Language) -> bool:
    """Whether the word before a verb makes it an act of somebody: «can build», «by building», «learners build»."""
    if tokens[index].endswith("ing"):
        return bool(language["leads_to_participles"].length_at(tokens, before))
    if not language["leads"].length_at(tokens, before):
        return _is_joined(tokens, index, language)
    return not (
        tokens[before] == "to" and before > 0 and language["not_before_to"].length_at(tokens, before - 1)
    )


def _is_joined(tokens: Sequence[str], index: int, language: Language) -> bool:
    """Whether a verb stands in its plain form behind «and» and another verb: «learners know fractions and solve ten»."""
    if tokens[index].endswith(("s", "ed")) or language["also_nouns"].length_at(tokens, index):
        return False
    if index == 0 or not language["joining"].length_at(tokens, index - 1):
        return False
    for place in range(index - 2, max(-1, index - 14), -1):
        if tokens[place] == BREAK:
            return False
        if any(
            language[name].length_at(tokens, place) for name in ("vague_verbs", "completion", "firm_leads")
        ):
            return True
    return False


def _before(tokens: Sequence[str], index: int, language: Language) -> int:
    """The place before a verb that decides, past adverbs and other verbs of the same enumeration; -1 for the start."""
    place = index - 1
    for _ in range(12):
        if place < 0:
            return -1
        token = tokens[place]
        skipped = (
            token == PAUSE
            or (token.endswith("ly") and len(token) > 4)
            or language["joints"].length_at(tokens, place)
            or language["measurable_verbs"].length_at(tokens, place)
        )
        if not skipped:
            return place
        place -= 1
    return place


def _is_hollow(tokens: Sequence[str], index: int, language: Language) -> bool:
    """Whether the object of a verb is nothing that can be seen: «demonstrate understanding», «develop skills»."""
    end = index + 1
    while end < len(tokens) and end <= index + 7 and tokens[end] not in (BREAK, PAUSE):
        if language["hollow_objects"].length_at(tokens, end):
            return not _has_tasks(tokens, end, language)
        if language["ends_of_objects"].length_at(tokens, end):
            return False
        end += 1
    return False


def _has_tasks(tokens: Sequence[str], index: int, language: Language) -> bool:
    """Whether «proficiency» is followed by several named tasks; «understanding» is not helped by them."""
    if not language["helped_by_tasks"].length_at(tokens, index):
        return False
    rest = tokens[index : index + _REACH]
    return rest.count(PAUSE) >= 2 or language["names_tasks"].first_in(rest) is not None


def _has_result(tokens: Sequence[str], language: Language) -> bool:
    """Whether an exam is passed, a score or grade reached, a capstone or portfolio finished."""
    if language["results"].first_in(tokens) is not None:
        return True
    for got, what in (("passing", "passed"), ("completion", "products")):
        if got not in language or what not in language:
            continue
        for index in range(len(tokens)):
            if language[got].length_at(tokens, index):
                end = index + _REACH
                if BREAK in tokens[index:end]:
                    end = index + list(tokens[index:end]).index(BREAK)
                if language[what].first_in(tokens, index + 1, end) is not None:
                    return True
    return False


def _vague_place(tokens: Sequence[str], language: Language) -> int | None:
    verbs, nouns = language["vague_verbs"], language["vague_nouns"]
    if "leads" not in language:
        return verbs.first_in(tokens)
    for index in range(len(tokens)):
        if verbs.length_at(tokens, index):
            before = _before(tokens, index, language)
            starts = before < 0 or tokens[before] == BREAK
            if (starts or language["leads"].length_at(tokens, before)) and not (
                index + 1 < len(tokens) and language["not_after_vague"].length_at(tokens, index + 1)
            ):
                return index
        if nouns.length_at(tokens, index):
            start = max(0, index - 6)
            near = list(tokens[start:index])
            near = near[len(near) - near[::-1].index(BREAK) :] if BREAK in near else near
            if language["gaining"].first_in(near) is not None:
                return index
    return None
