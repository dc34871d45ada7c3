# Writes reference.json: figures of SciPy, pandas and statsmodels that test/portfolio/statistics.test.ts compares with.
# Needs: pip install numpy scipy pandas statsmodels. Run: python3 test/portfolio/reference.py
import json
import pathlib

import numpy as np
import pandas as pd
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

rng = np.random.default_rng(8)


def samples():
    for size in (1, 2, 3, 5, 8, 50, 501):
        for high in (2, 5, 100):
            yield np.round(rng.integers(1, high + 1, size) + rng.choice([0, 0.25], size), 2)


def describe(numbers):
    series = pd.Series(numbers)
    quantiles = [0, 0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 1]
    return {
        "numbers": numbers.tolist(),
        "mean": series.mean(),
        "deviation": None if len(series) < 2 else series.std(ddof=1),
        "quantiles": [[p, float(np.quantile(numbers, p, method="linear"))] for p in quantiles],
    }


def wilson():
    for count, size in [(0, 1), (1, 1), (1, 3), (5, 10), (0, 40), (40, 40), (3790, 5136), (1, 100000)]:
        low, high = proportion_confint(count, size, alpha=0.05, method="wilson")
        yield {"count": count, "size": size, "low": low, "high": high}


def items(rows, columns, noise, gaps):
    trait = rng.normal(size=rows)
    table = np.column_stack([np.clip(np.round(2 + trait + rng.normal(scale=noise, size=rows)), 0, 4) for _ in range(columns)])
    table[rng.random(table.shape) < gaps] = np.nan
    frame = pd.DataFrame(table).dropna()
    k = frame.shape[1]
    alpha = k / (k - 1) * (1 - frame.var(ddof=1).sum() / frame.sum(axis=1).var(ddof=1))
    rest = [stats.pearsonr(frame[i], frame.drop(columns=i).sum(axis=1)).statistic for i in range(k)]
    pairwise = pd.DataFrame(table).corr().to_numpy()
    # None stands for a gap.
    numbers = [[None if np.isnan(x) else x for x in column] for column in table.T]
    return {"items": numbers, "alpha": alpha, "rest": rest, "pairwise": pairwise.tolist()}


reference = {
    "by": {"numpy": np.__version__, "scipy": scipy.__version__, "pandas": pd.__version__, "statsmodels": statsmodels.__version__},
    "samples": [describe(numbers) for numbers in samples()],
    "wilson": list(wilson()),
    "items": [items(60, 4, 1.0, 0.0), items(200, 6, 2.0, 0.05), items(12, 2, 0.5, 0.1)],
}
target = pathlib.Path(__file__).with_name("reference.json")
target.write_text(json.dumps(reference, indent=1, allow_nan=False) + "\n")
