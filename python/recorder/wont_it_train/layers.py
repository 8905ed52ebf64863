"""Norms by layer: of gradients, of weights and of what one update does to them. A layer is its list of tensors."""

import math

from . import facts

Layers = dict[str, list]


def torch_layers(model) -> Layers:
    """Trainable tensors by module; a module without any is no layer."""
    layers = {}
    for name, weight in model.named_parameters():
        layers.setdefault(name.rpartition(".")[0] or name, []).append(weight)
    return layers


def keras_layers(model) -> Layers:
    """Tensors of each Keras layer; a frozen layer's are kept, so that it is seen not to move."""
    layers = {layer.name: [weight.value for weight in layer.weights if not _kept_aside(weight.path)] for layer in model.layers}
    return {name: weights for name, weights in layers.items() if weights}


def _kept_aside(path: str) -> bool:
    """Statistics and seeds, which change without being trained."""
    return "moving_" in path or "seed" in path


def torch_start(module) -> dict:
    """Scale of a layer's first weights; nothing for a layer that has none, for norms and embeddings."""
    weights = [weight for weight in module.parameters(recurse=False) if weight.ndim > 1]
    if not weights or type(module).__name__.startswith("Embedding"):
        return {}
    weight = weights[0]
    return facts.of_start(weight, math.prod(weight.shape[1:]), units_first=True)


def torch_settings(module) -> dict:
    """What is said of a layer beside its weights: the share that a dropout takes away."""
    rate = getattr(module, "p", None)
    return {"rate": float(rate)} if "Dropout" in type(module).__name__ and isinstance(rate, (int, float)) else {}


def outside(loss, known) -> list[str]:
    """Shapes of parameters that the loss was computed from and that are not among the known ones, by identity."""
    import torch

    found, seen, nodes = [], set(), [loss.grad_fn]
    while nodes and len(seen) < 100_000:
        node = nodes.pop()
        if node is None or node in seen:
            continue
        seen.add(node)
        nodes.extend(before for before, _ in node.next_functions)
        tensor = getattr(node, "variable", None)
        if isinstance(tensor, torch.nn.Parameter) and id(tensor) not in known:
            found.append(f"a tensor of {list(tensor.shape)}")
    return found


def norm(tensors) -> float:
    """Euclidean norm of all together."""
    return math.sqrt(sum(float(_total(tensor * tensor)) for tensor in tensors))


def _total(tensor):
    """Sum of all entries; TensorFlow's tensors have no such method, NumPy's have."""
    return tensor.sum() if hasattr(tensor, "sum") else tensor.numpy().sum()


def copies(layers: Layers) -> Layers:
    """The tensors as they are now; a product is a new tensor in every framework."""
    return {name: [_detached(weight) * 1 for weight in weights] for name, weights in layers.items()}


def gradient_norms(layers: Layers) -> dict[str, float | None]:
    """`None` for a layer that no gradient reaches."""
    gradients = {
        name: [g for g in (getattr(weight, "grad", None) for weight in weights) if g is not None]
        for name, weights in layers.items()
    }
    return {name: norm(found) if found else None for name, found in gradients.items()}


def update_ratios(before: Layers, after: Layers) -> dict[str, float]:
    """Norm of the update over the norm of the weights before it; 0 when nothing moved, infinite from zero weights."""
    return {name: _ratio(weights, after[name]) for name, weights in before.items()}


def _ratio(before, after) -> float:
    update, size = norm([_detached(b) - a for a, b in zip(before, after)]), norm(before)
    return update / size if size > 0 else math.inf if update > 0 else 0.0


def not_finite(layers: Layers) -> list[str]:
    """Names of layers that hold a NaN or an infinity."""
    return [name for name, weights in layers.items() if not math.isfinite(norm([_detached(w) for w in weights]))]


def _detached(tensor):
    return tensor.detach() if hasattr(tensor, "detach") else tensor
