"""Numbers as a log shows them."""

import math


def rounded(value):
    """Five significant digits: what a log shows, and a third of the bytes. What is not finite is quoted, for strict JSON."""
    if isinstance(value, dict):
        return {key: rounded(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [rounded(entry) for entry in value]
    if not isinstance(value, float):
        return value
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return float(f"{value:.5g}")
