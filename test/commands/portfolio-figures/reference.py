# A small programme and its figures, by pandas, NumPy and SciPy:
# python3 test/commands/portfolio-figures/reference.py > test/commands/portfolio-figures/reference.json
# Written with pandas 3.0, NumPy 2, SciPy 1.17, Python 3.11.
import json
import random
from datetime import date, timedelta

import numpy as np
import pandas as pd
from scipy import stats

random.seed(20261)
AS_OF, TARGET_BY, TARGET = date(2026, 2, 10), date(2026, 12, 31), 90
PEOPLE, MACHINES = ["skills", "training", "planning"], ["saws", "lines", "cloud", "team", "chief"]
TEAM = ["none", "some", "all"]


def scale(latent):
    return int(min(4, max(0, round(2 + 1.1 * latent + random.gauss(0, 0.7)))))


def level_of(row):
    """The level for certain: what is unknown counts nothing."""
    people = sum(row[name] for name in PEOPLE if not pd.isna(row[name]))
    return sum(people >= least for least in (3, 6, 10))


rows, registry = [], []
for i in range(160):
    key = f"E{i:03}"
    day = date(2024, 1, 5) + timedelta(days=random.randrange(0, 790))
    is_done = random.random() < 0.45
    registry.append(
        {
            "code": key,
            "district": random.choices(["north", "south", "east", "west"], [5, 4, 3, 1])[0],
            "transformed": ("yes" if i % 20 == 0 else day.isoformat()) if is_done and day <= AS_OF else "",
        }
    )
    if i >= 130:
        continue
    latent = random.gauss(0, 1) + (1.5 if registry[-1]["district"] == "north" else 0)
    rows.append(
        {
            "code": key,
            **{name: scale(latent) if random.random() > 0.06 else np.nan for name in PEOPLE},
            "saws": scale(latent),
            "lines": 4 - scale(latent),
            "cloud": scale(latent) if random.random() > 0.4 else np.nan,
            "team": 1,
            "chief": 0 if i == 77 else 1,
        }
    )
answers, registry = pd.DataFrame(rows), pd.DataFrame(registry)
answers["level"] = answers.apply(level_of, axis=1)
# Every third is visited; whoever comes to see finds one level less where there is one.
visited = answers[answers.index % 3 == 0][["code", "level"]].copy()
visited["level"] = (visited["level"] - 1).clip(lower=0)


def csv_of(frame):
    return frame.to_csv(index=False, lineterminator="\n")


def said(row):
    cells = {name: "(unknown)" if pd.isna(row[name]) else str(int(row[name])) for name in PEOPLE + MACHINES}
    cells["team"] = TEAM[int(row["team"])]
    cells["chief"] = "true" if row["chief"] == 1 else "false"
    known = "" if row["level"] == 0 else str(row["level"])
    return {"code": row["code"], "level": known, "lowest": known, "highest": known, "coverage": "", "warnings": "", **cells}


self_csv = csv_of(pd.DataFrame([said(row) for _, row in answers.iterrows()]))
visits_csv = csv_of(
    visited.assign(
        **{name: visited["level"].map(lambda value: "" if value == 0 else str(value)) for name in ("level", "lowest", "highest")},
        coverage="",
        warnings="",
    )
)


def number(value):
    return None if value is None or pd.isna(value) else float(value)


def questions_of():
    figures, sections = {}, {}
    for section, names in (("people", PEOPLE), ("machines", MACHINES)):
        complete = answers[names].dropna()
        total = complete.sum(axis=1)
        k = len(names)
        alpha = k / (k - 1) * (1 - complete.var(ddof=1).sum() / total.var(ddof=1))
        sections[section] = {"questions": k, "complete": len(complete), "alpha": number(alpha)}
        for name in names:
            known = answers[name].dropna()
            top = {"team": 2, "chief": 1}.get(name, 4)
            rest = None
            if complete[name].nunique() > 1:
                rest = stats.pearsonr(complete[name], total - complete[name]).statistic
            figures[name] = {
                "n": len(answers),
                "answered": len(known),
                "unknown": float(answers[name].isna().mean()),
                "ceiling": float((known == top).mean()),
                "floor": float((known == 0).mean()),
                "share": float(known.mean() / top),
                "rest": number(rest),
            }
    return {"questions": figures, "sections": sections}


def stages_of():
    own = registry[registry["transformed"] != ""]
    days = pd.to_datetime(own[own["transformed"] != "yes"]["transformed"])
    undated = int((own["transformed"] == "yes").sum())
    by_quarter = days.dt.to_period("Q").value_counts()
    quarters = pd.period_range(by_quarter.index.min(), pd.Period(AS_OF, "Q"), freq="Q")
    reached = by_quarter.reindex(quarters, fill_value=0)
    start = quarters[0].start_time.date()
    trend = []
    for quarter, total in (reached.cumsum() + undated).items():
        end = (quarter + 1).start_time.date()
        way = min(1, (end - start).days / ((TARGET_BY - start).days + 1))
        trend.append(
            {
                "quarter": f"{quarter.year}Q{quarter.quarter}",
                "reached": int(reached[quarter]),
                "total": int(total),
                "line": undated + (TARGET - undated) * way,
            }
        )
    left = (TARGET_BY - AS_OF).days / (365.2425 / 4)
    return {
        "holds": len(own),
        "undated": undated,
        "trend": trend,
        "missing": TARGET - len(own),
        "needed": (TARGET - len(own)) / left,
        # The four whole quarters before this one.
        "recent": float(reached.iloc[-5:-1].mean()),
        "without": sorted(registry[registry["transformed"] == ""]["code"]),
    }


def ranks_of():
    """By the mean of the level, of which none is 0; shown is that of those that reached one. What was found on site goes first."""
    found = answers.set_index("code")["level"].copy()
    found.update(visited.set_index("code")["level"])
    frame = registry.set_index("code").join(found.rename("level"), how="inner")
    groups = {name: group["level"] for name, group in frame.groupby("district")}
    apart = {}
    for a, first in groups.items():
        for b, second in groups.items():
            if a == b:
                continue
            test = (first.mean() - second.mean()) / np.sqrt(first.var() / len(first) + second.var() / len(second))
            apart[a, b] = np.sign(test) if abs(test) > stats.norm.ppf(0.975) else 0
    ranks = {}
    for a, own in groups.items():
        others = [b for b in groups if b != a]
        ranks[a] = {
            "mean": float(own[own > 0].mean()),
            "place": 1 + sum(groups[b].mean() > own.mean() for b in others),
            "ties": sum(groups[b].mean() == own.mean() for b in others),
            "best": 1 + sum(apart[a, b] < 0 for b in others),
            "worst": len(groups) - sum(apart[a, b] > 0 for b in others),
        }
    return ranks


def visits_of():
    """Who was never visited, by how near the next level is and how much it does not know; there are no chains."""
    own = answers[answers.index % 3 != 0].copy()
    doubt = own[PEOPLE + MACHINES].isna().mean(axis=1)
    near = (own["level"] < 3).astype(float)
    own["urgency"] = (near + doubt / doubt.max()) / 2
    own = own.sort_values(["urgency", "code"], ascending=[False, True])
    return {"all": len(own), "first": [[row["code"], row["urgency"]] for _, row in own.head(12).iterrows()]}


def models_of():
    """By district the three of the highest level, what was found on site first, then by key."""
    frame = answers[["code", "level"]].assign(kind="self").set_index("code")
    frame.update(visited.set_index("code")["level"])
    frame.loc[visited["code"], "kind"] = "onsite"
    frame = frame.join(registry.set_index("code")).reset_index()
    frame = frame[frame["level"] > 0].sort_values(["level", "kind", "code"], ascending=[False, True, True])
    return {name: list(group["code"].head(3)) for name, group in frame.groupby("district")}


print(
    json.dumps(
        {
            "asOf": AS_OF.isoformat(),
            "inputs": {"self.csv": self_csv, "visits.csv": visits_csv, "registry.csv": csv_of(registry)},
            **questions_of(),
            "stages": stages_of(),
            "ranks": ranks_of(),
            "visits": visits_of(),
            "models": models_of(),
        },
        indent=1,
        default=lambda value: value.item(),
    )
)
