"""What arrays hold: a sample is looked at, all labels are counted."""

import math

SAMPLE, MOST_CLASSES = 2000, 1000
# Rows whose neighbours are looked for, their widest, and rows that are too few for that.
NEIGHBOURS, WIDEST, FEW = 1000, 4096, 20


def array(value):
    """A NumPy array of any framework's tensor; `None` for what is none, and without NumPy."""
    try:
        import numpy
    except ImportError:
        return None
    if isinstance(value, dict):
        value = next(iter(value.values()), None)
    if isinstance(value, (list, tuple)) and len(value) and hasattr(value[0], "shape"):
        value = value[0]
    if hasattr(value, "detach"):
        value = value.detach().cpu()
        value = value.float() if str(value.dtype) == "torch.bfloat16" else value
    elif value is not None and hasattr(value, "numpy"):
        value = value.numpy()
    try:
        found = numpy.asarray(value)
    except (TypeError, ValueError):
        return None
    return found if found.dtype.kind in "biuf" and found.ndim > 0 and found.size > 0 else None


def of_data(value) -> dict | None:
    """Range, scale and shape of inputs, targets or outputs."""
    import numpy

    whole = array(value)
    if whole is None:
        return None
    rows = whole[:: math.ceil(len(whole) / SAMPLE)]
    finite = numpy.isfinite(rows)
    known = rows[finite].astype("float64")
    if known.size == 0:
        return {"shape": list(whole.shape), "non_finite": int((~finite).any(axis=tuple(range(1, rows.ndim))).sum())}
    facts = {
        "shape": list(whole.shape), "min": float(known.min()), "max": float(known.max()), "mean": float(known.mean()),
        "std": float(known.std()), "integers": bool((known == numpy.round(known)).all()),
        "non_finite": int((~numpy.isfinite(whole)).reshape(len(whole), -1).any(axis=1).sum()),
    }
    if rows.ndim == 2 and rows.shape[1] > 1 and finite.all():
        spread = rows.astype("float64").std(axis=0)
        if (spread > 0).any():
            facts["column_std"] = [float(spread[spread > 0].min()), float(spread.max())]
        ones = rows.sum(axis=1)
        facts["sum_to_one"] = bool(numpy.abs(ones - 1).max() < 1e-3 and rows.min() >= 0)
        facts["one_hot"] = bool(facts["integers"] and (ones == 1).all() and rows.min() >= 0)
    return facts


def labels(value):
    """Class numbers where the targets are classes (whole numbers or one-hot rows), else `None`."""
    import numpy

    whole = array(value)
    if whole is None:
        return None
    if whole.ndim == 2 and whole.shape[1] > 1:
        return whole.argmax(axis=1) if (of_data(whole) or {}).get("one_hot") else None
    flat = whole.reshape(-1)
    if flat.dtype.kind == "f" and not (numpy.isfinite(flat).all() and (flat == numpy.round(flat)).all()):
        return None
    flat = flat.astype("int64")
    return flat[flat != -100] if flat.min() >= -100 and flat.max() < MOST_CLASSES else None


def of_targets(value) -> dict | None:
    """As `of_data`, with the rows of each class where there are classes."""
    import numpy

    facts, classes = of_data(value), labels(value)
    if facts is not None and classes is not None and classes.size > 0 and classes.min() >= 0:
        facts["counts"] = numpy.bincount(classes).tolist()
    return facts


def spread(batches) -> float | None:
    """Variety inside of the batches over that of all their rows: near 1 when shuffled, near 0 when sorted. Gini's impurity for
    classes, the variance for numbers."""
    import numpy

    batches = [found for found in map(array, batches) if found is not None and len(found) > 1]
    if len(batches) < 3:
        return None
    classes = [labels(batch) for batch in batches]
    if all(found is not None and len(found) > 0 for found in classes):
        def variety(rows):
            return 1 - ((numpy.bincount(rows - least) / len(rows)) ** 2).sum()
        least, parts = min(found.min() for found in classes), classes
    else:
        variety, parts = numpy.var, [batch.reshape(len(batch), -1)[:, 0].astype("float64") for batch in batches]
    whole = variety(numpy.concatenate(parts))
    inside = numpy.mean([variety(part) * len(part) / max(1, len(part) - 1) for part in parts])
    return float(inside / whole) if whole > 0 else None


def shared_rows(training, validation) -> dict | None:
    """Validation rows that are training rows too; `None` where rows repeat by nature (few distinct ones)."""
    training, validation = array(training), array(validation)
    if training is None or validation is None or training.shape[1:] != validation.shape[1:] or training.ndim < 2:
        return None
    return shared(marks(training[:50_000]), marks(validation[:5_000].astype(training.dtype)))


def marks(rows) -> list[int]:
    """A number for each row that equal rows share."""
    import numpy

    return [hash(row.tobytes()) for row in numpy.ascontiguousarray(rows)]


def shared(training: list[int], validation: list[int]) -> dict | None:
    """As `shared_rows`, of rows that are known by their marks."""
    seen, own = set(training), set(validation)
    if not own or len(seen) < 0.9 * len(training) or len(own) < 0.9 * len(validation):
        return None
    return {"rows": len(own), "shared": len(own & seen)}


def neighbours(inputs, targets) -> dict | None:
    """How much the nearest of the other rows (inputs standardised) tells of a row's targets: 1 for all, 0 for no more than the commonest
    class or the mean. Of few rows: the share of those whose inputs have one target only."""
    import numpy

    x, y = array(inputs), array(targets)
    if x is None or y is None or len(x) != len(y) or x.size > NEIGHBOURS * WIDEST or not (numpy.isfinite(x).all() and numpy.isfinite(y).all()):
        return None
    step = math.ceil(len(x) / NEIGHBOURS)
    x, y = x.reshape(len(x), -1)[::step].astype("float64"), y.reshape(len(y), -1)[::step].astype("float64")
    if len(x) < FEW:
        alike = [(y[(x == row).all(axis=1)] == own).all() for row, own in zip(x, y)]
        return {"rows": len(x), "explained": float(numpy.mean(alike))}
    x = (x - x.mean(axis=0)) / (x.std(axis=0) + 1e-12)
    squares = (x ** 2).sum(axis=1)
    apart = squares[:, None] + squares - 2 * x @ x.T
    numpy.fill_diagonal(apart, math.inf)
    nearest = numpy.argsort(apart, axis=1)[:, :3]
    known = labels(y)
    if known is not None and len(numpy.unique(known)) <= max(20, len(known) // 10):
        guess = numpy.bincount(known - known.min()).max() / len(known)
        right = (known[nearest[:, 0]] == known).mean()
        return {"rows": len(x), "explained": float((right - guess) / (1 - guess))} if guess < 1 else None
    spread = y.var(axis=0).sum()
    error = ((y[nearest].mean(axis=1) - y) ** 2).mean(axis=0).sum()
    return {"rows": len(x), "explained": float(1 - error / spread)} if spread > 0 else None


def apart(together, alone) -> float | None:
    """How far the answers to rows are from those to the same rows without others beside them, over the answers' own spread."""
    import numpy

    together, alone = array(together), array(alone)
    if together is None or alone is None or together.shape[1:] != alone.shape[1:] or len(together) < len(alone):
        return None
    spread, moved = together.std(), numpy.abs(together[:len(alone)] - alone).max()
    if not (numpy.isfinite(moved) and spread > 0):
        return None
    # answers that are all but equal are known to so many digits
    return float(moved / spread) if moved > 1e-4 * numpy.abs(together).max() else 0.0


def of_start(weights, fan_in: int, units_first: bool) -> dict:
    """Units, inputs of each, scale of the first weights over 1/sqrt(fan-in), and whether all units began alike."""
    import numpy

    found = array(weights)
    if found is None:
        return {}
    rows = found.reshape(len(found), -1) if units_first else found.reshape(-1, found.shape[-1]).T
    return {
        "units": len(rows), "fan_in": fan_in,
        "weight_scale": float(numpy.sqrt((rows.astype("float64") ** 2).mean() * fan_in)),
        "identical_units": bool(len(rows) > 1 and (rows == rows[0]).all()),
    }


def of_activation(value, kind: str | None, channels_first: bool) -> dict | None:
    """Scale; share of units that give the same for every row (after a ReLU), of values at the ends (sigmoid, tanh)."""
    import numpy

    found = array(value)
    if found is None or found.ndim < 2:
        return None
    facts = {"mean": float(found.mean()), "std": float(found.std())}
    if not math.isfinite(facts["std"]):
        return facts
    if kind in ("relu", "relu6", "leaky_relu", "gelu", "silu", "elu") and len(found) > 1:
        units = numpy.moveaxis(found, 1 if channels_first else -1, 0)
        units = units.reshape(len(units), -1)
        facts["dead"] = float((units.max(axis=1) == units.min(axis=1)).mean())
    elif kind in ("sigmoid", "tanh"):
        ends = numpy.abs(2 * found - 1 if kind == "sigmoid" else found)
        facts["saturated"] = float((ends > 0.9).mean())
    return facts
