# Reference values of multiple-choice knapsacks, by SciPy's milp (which is HiGHS):
# python3 test/portfolio/budget-reference.py > test/portfolio/budget-reference.json
# Written with SciPy 1.17.1, Python 3.11.
import json

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array


def region(count, seed):
    """Options [cost, gain] of enterprises: up to four levels, each dearer than the last, made without chance."""
    enterprises = []
    for i in range(count):
        cost, options = 0, []
        for gain in range(1, 1 + (i * 31 + seed) % 5):
            cost += 1_500_000 + ((i + 1) * 7919 * gain + seed * 104729) % 9973 * 1000 * gain
            options.append([cost, gain])
        enterprises.append(options)
    return enterprises


def solve(objective, rows):
    size = len(objective)
    found = milp(
        objective,
        constraints=[LinearConstraint(csr_array(np.atleast_2d(a)), low, high) for a, low, high in rows],
        integrality=np.ones(size),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0},
    )
    assert found.status == 0, found.message
    return np.round(found.x)


def best(enterprises, budget):
    """The most that a budget gains, and the least that as much costs."""
    flat = [(i, cost, gain) for i, options in enumerate(enterprises) for cost, gain in options]
    costs = np.array([cost for _, cost, _ in flat], dtype=float)
    gains = np.array([gain for _, _, gain in flat], dtype=float)
    ones = csr_array(
        (np.ones(len(flat)), ([i for i, _, _ in flat], range(len(flat)))), shape=(len(enterprises), len(flat))
    ).toarray()
    one_each = (ones, -np.inf, 1)
    # In thousands of the currency, so that tolerances mean little.
    within = (costs / 100_000, -np.inf, budget / 100_000)
    most = solve(-gains, [one_each, within])
    gain = int(round(gains @ most))
    least = solve(costs / 100_000, [one_each, within, (gains, gain, np.inf)])
    assert int(round(gains @ least)) == gain
    return {"budget": budget, "gain": gain, "cost": int(round(costs @ least))}


cases = []
for count, seed, budgets in [
    (5, 1, [1_000_000, 5_000_000, 20_000_000, 200_000_000]),
    (40, 2, [10_000_000, 60_000_000, 300_000_000]),
    (300, 3, [50_000_000, 400_000_000, 2_000_000_000]),
    (5136, 4, [200_000_000, 5_000_000_000]),
]:
    enterprises = region(count, seed)
    cases.append({"count": count, "seed": seed, "best": [best(enterprises, budget) for budget in budgets]})
print(json.dumps(cases, indent=1))
