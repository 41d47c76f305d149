"""Which words tell of one incident: B³ and CoNLL F1 over the key's mentions, what must not be joined, and the dead.

A mention of the key is found if the words of a claim of some incident overlap its quote; it belongs to the incident that
most such claims belong to, to that of the first of them if several have as many. Only found mentions are clustered: the
share of found ones stands beside the figures.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping
from datetime import date
from typing import Any

from eval.metrics.counting import percent
from eval.metrics.incidents import Labels, b_cubed, conll

__all__ = ["score"]

_RETOLD = frozenset({"anniversary", "background"})

Mentions = dict[str, dict[str, Any]]  # "report:number" → the mention of the key, with its report and publication day


def score(gold: dict[str, Any], predictions: dict[str, Any]) -> dict[str, float]:
    """Return the figures on 0–100, and the two counts of what was wrongly joined."""
    mentions: Mentions = {
        f"{name}:{number}": mention | {"report": name, "published": row["published"]}
        for name, row in gold.items()
        for number, mention in enumerate(row["mentions"])
    }
    found = {
        key: span
        for key, mention in mentions.items()
        if (span := _choose(mention, predictions.get(mention["report"], {}).get("spans", []))) is not None
    }
    wanted: Labels = {key: mentions[key]["incident"] for key in found}
    got: Labels = {key: span["incident"] for key, span in found.items()}
    labels = {"": got} | {
        f"_{name}": {key: label(key) for key in found} for name, label in _baselines(mentions).items()
    }
    scores: dict[str, float] = {"mentions_found": percent(len(found), len(mentions))}
    for name, its in labels.items():
        scores[f"b3_f1{name}"] = round(100 * b_cubed(wanted, its), 1) if found else 0.0
        scores[f"conll_f1{name}"] = round(100 * conll(wanted, its), 1) if found else 0.0
    scores["anniversaries_joined"] = float(_count_anniversaries(mentions, got))
    scores["same_day_joined"] = float(_count_same_day(mentions, got))
    return scores | _score_killed(mentions, found)


def _choose(mention: Mapping[str, Any], spans: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return a span of the incident that most of the words of a mention belong to; None if no claim is made there."""
    over = [span for span in spans if span["start"] < mention["end"] and mention["start"] < span["end"]]
    counts = Counter(span["incident"] for span in over)  # in order of the text: of equals the first stays first
    return next((span for span in over if span["incident"] == counts.most_common(1)[0][0]), None)


def _baselines(mentions: Mentions) -> dict[str, Callable[[str], Hashable]]:
    def day_and_place(key: str) -> Hashable:
        mention = mentions[key]
        return (mention["day"], mention["place"]) if mention["day"] and mention["place"] else ("alone", key)

    def week_and_city(key: str) -> Hashable:
        mention = mentions[key]
        day = date.fromisoformat(mention["published"]) if mention["published"] else None
        return (day.isocalendar()[:2] if day else None, mention["place"])

    return {
        "all_single": lambda key: key,
        "all_one": lambda _key: "one",
        "gold_day_place": day_and_place,
        "published_week_city": week_and_city,
    }


def _members(labels: Labels) -> list[list[str]]:
    members: dict[Hashable, list[str]] = defaultdict(list)
    for key, label in labels.items():
        members[label].append(key)
    return list(members.values())


def _count_anniversaries(mentions: Mentions, got: Labels) -> int:
    """Return how many tellings of an old attack stand in an incident of ours with another one that is news."""
    news: dict[Hashable, set[str]] = defaultdict(set)
    for key, label in got.items():
        if mentions[key]["role"] not in _RETOLD:
            news[label].add(mentions[key]["incident"])
    retold = [key for key in got if mentions[key]["role"] in _RETOLD]
    return sum(bool(news[got[key]] - {mentions[key]["incident"]}) for key in retold)


def _count_same_day(mentions: Mentions, got: Labels) -> int:
    """Return how many incidents of ours hold two different ones of one town and day."""
    count = 0
    for members in _members(got):
        incidents = {mentions[key]["incident"]: mentions[key] for key in members}
        places = Counter((row["day"], row["place"]) for row in incidents.values() if row["day"] and row["place"])
        count += any(number > 1 for number in places.values())
    return count


def _score_killed(mentions: Mentions, found: Mapping[str, Mapping[str, Any]]) -> dict[str, float]:
    """Return the share of incidents whose dead are the key's: all of low, best and high of all sides, and best alone.

    An incident is looked up in that of ours which most of its mentions belong to; one that was not found is wrong.
    `killed_retold` is the share among those that several reports tell of.
    """
    of_incident: dict[str, list[str]] = defaultdict(list)
    for key, mention in mentions.items():
        if mention["killed"]:
            of_incident[mention["incident"]].append(key)
    right: dict[str, tuple[bool, bool]] = {}
    for incident, keys in of_incident.items():
        counts = Counter(found[key]["incident"] for key in keys if key in found)
        chosen = counts.most_common(1)[0][0] if counts else None
        ours = next((found[key]["killed"] for key in keys if key in found and found[key]["incident"] == chosen), [])
        wanted = mentions[keys[0]]["killed"]
        is_best = Counter(row[1] for row in ours) >= Counter(row[1] for row in wanted)
        right[incident] = (Counter(map(tuple, ours)) == Counter(map(tuple, wanted)), is_best)
    retold = [name for name, keys in of_incident.items() if len({mentions[key]["report"] for key in keys}) > 1]
    return {
        "killed": percent(sum(whole for whole, _ in right.values()), len(right)),
        "killed_best": percent(sum(best for _, best in right.values()), len(right)),
        "killed_retold": percent(sum(right[name][0] for name in retold), len(retold)),
    }
