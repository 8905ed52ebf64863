"""Records what a training does, layer by layer, as JSON lines."""

from .recorder import Recorder

__all__ = ["Recorder"]
