"""Gradient check: the slope of the loss along a random direction of each layer's weights, once from the gradient and once from
evaluations on both sides. Where they differ the layer, or what follows it, has a backward() that does not belong to its forward()."""

from . import layers as by_layer

# Of a layer's norm; in double precision, and in single, where a hundredth passes so many kinks of a ReLU network that they bend a
# right slope by a tenth.
FINE, COARSE = 1e-5, 1e-3
# What a loss of one is rounded to.
DOUBLE, SINGLE = 2e-16, 1e-7


def of_torch(model, loss, x, y) -> list | None:
    """On a copy in double precision, in evaluation mode; `None` for a program that knows single precision alone, and for a
    model that keeps results, which cannot be copied."""
    import copy

    import torch

    x, y = (part.double() if part.is_floating_point() else part for part in (x, y))
    try:
        model = copy.deepcopy(model).double().eval()
        model.zero_grad()
        loss(model(x), y).backward()
    except RuntimeError:
        return None
    generator = torch.Generator().manual_seed(0)
    # an embedding gives its padding's row no gradient, on purpose
    held = {id(module.weight): [module.padding_idx] for module in model.modules()
            if isinstance(module, torch.nn.Embedding) and module.padding_idx is not None}

    def value() -> float:
        with torch.no_grad():
            return float(loss(model(x), y))

    def move(weights, directions, step):
        with torch.no_grad():
            for weight, direction in zip(weights, directions):
                weight.add_(direction, alpha=step)

    found = []
    for name, weights in by_layer.torch_layers(model).items():
        weights = [weight for weight in weights if weight.grad is not None]
        if weights:
            directions = [torch.randn(weight.shape, generator=generator, dtype=torch.float64) for weight in weights]
            for weight, direction in zip(weights, directions):
                direction[held.get(id(weight), [])] = 0
            slope = float(sum((weight.grad * direction).sum() for weight, direction in zip(weights, directions)))
            length = FINE * max(by_layer.norm([weight.detach() for weight in weights]), 1e-3) / by_layer.norm(directions)
            found.append(beside(name, slope, length, lambda step: move(weights, directions, step), value, DOUBLE))
    return found


def of_keras(model, x, y) -> list | None:
    """In single precision; `None` on JAX, where a loss has no gradients of its own."""
    import keras
    import numpy

    gradients = keras_gradients(model, x, y)
    if gradients is None:
        return None
    random, found = numpy.random.default_rng(0), []

    def value() -> float:
        return float(model.compute_loss(x, y, model(x, training=False), training=False))

    for layer in model.layers:
        weights = [weight for weight in layer.trainable_weights if gradients.get(id(weight)) is not None]
        if weights:
            first = [keras.ops.convert_to_numpy(weight).copy() for weight in weights]
            directions = [random.normal(size=part.shape).astype("float32") for part in first]
            slope = float(sum((gradients[id(weight)] * direction).sum() for weight, direction in zip(weights, directions)))
            length = COARSE * max(by_layer.norm(first), 1e-1) / by_layer.norm(directions)
            place = [0.0]

            def move(step):
                place[0] += step
                for weight, part, direction in zip(weights, first, directions):
                    weight.assign(part + place[0] * direction)

            found.append(beside(layer.name, slope, length, move, value, SINGLE))
    return found


def keras_gradients(model, x, y) -> dict | None:
    import keras

    weights = model.trainable_weights
    if keras.backend.backend() == "torch":
        model.zero_grad()
        model.compute_loss(x, y, model(x, training=False), training=False).backward()
        return {id(weight): None if weight.value.grad is None else weight.value.grad.cpu().numpy() for weight in weights}
    if keras.backend.backend() == "tensorflow":
        import tensorflow as tf

        with tf.GradientTape() as tape:
            loss = model.compute_loss(x, y, model(x, training=False), training=False)
        found = tape.gradient(loss, [weight.value for weight in weights])
        return {id(weight): None if g is None else tf.convert_to_tensor(g).numpy() for weight, g in zip(weights, found)}
    return None


def beside(name: str, slope: float, length: float, move, value, digits: float) -> dict:
    """`unsure`: by how much the measured slope changes with half the step, how far the slopes on the two sides are apart (a kink: a bend
    halves with the step, a kink does not), and what the digits of the loss leave open."""
    here = value()

    def measured(step: float) -> tuple:
        move(step)
        above = value()
        move(-2 * step)
        below = value()
        move(step)
        return (above - below) / (2 * step), abs(above - 2 * here + below) / step

    (wide, wide_bend), (narrow, narrow_bend) = measured(length), measured(length / 2)
    kink = max(0.0, 2 * narrow_bend - wide_bend)
    return {"layer": name, "backward": slope, "measured": narrow, "unsure": max(abs(wide - narrow), kink, digits * abs(here) / length)}
