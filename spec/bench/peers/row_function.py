"""row_function.py ROWS: nanoseconds a row of a Python function called for each of so many doubles."""
import sys
import time

import numpy as np

from serve import serve

rows = int(sys.argv[1])


def measure():
    start = time.perf_counter_ns()
    values = np.arange(rows, dtype=np.float64) / 3
    total = np.fromiter(map(lambda value: 2 * value + 1, values.tolist()), np.float64, rows).sum()
    assert total > 0
    return (time.perf_counter_ns() - start) / rows


serve(measure)
