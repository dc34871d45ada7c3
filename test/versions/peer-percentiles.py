"""Percentile ranks and quartiles by SciPy and NumPy, for peer-percentiles.test.ts: python3 peer-percentiles.py > peer-percentiles.json

Deterministic: a small generator of its own, no seed of a library. Needs numpy and scipy.
"""
import json

import numpy
import scipy
from scipy.stats import percentileofscore


def numbers(seed):
    """Whole numbers from 0 on, by the minimal standard generator of Park and Miller."""
    state = seed
    while True:
        state = state * 48271 % 2147483647
        yield state


def case(values, value):
    quartiles = numpy.quantile(values, [0, 0.25, 0.5, 0.75, 1], method="linear")
    return {
        "values": values,
        "value": value,
        "percentile": float(percentileofscore(values, value, kind="mean")),
        "quartiles": [float(one) for one in quartiles],
    }


def cases():
    yield case([3], 3)
    yield case([3], 2)
    yield case([1, 2], 1.5)
    yield case([5, 5, 5, 5], 5)
    yield case([-2.5, 0, 7.25], -2.5)
    draw = numbers(20261125)
    for size in [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 19, 20, 53, 100, 101, 250]:
        # Few different values make ties; quarters are exact in binary, so that equal means equal.
        for spread in [4, 400]:
            values = [next(draw) % spread / 4 for _ in range(size)]
            yield case(values, values[next(draw) % size])
            yield case(values, next(draw) % spread / 4 + 0.125)


print(json.dumps({"numpy": numpy.__version__, "scipy": scipy.__version__, "cases": list(cases())}))
