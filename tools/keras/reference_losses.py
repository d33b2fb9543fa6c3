"""Losses of ten SGD steps of each preset (packages/trainer/reference/losses.json), by Keras.

Weights and batches come from a hash that the test computes too, dropout is off.

    pip install tensorflow-cpu && python tools/keras/reference_losses.py > packages/trainer/reference/losses.json
"""
import json
import math

import keras
import numpy as np
from presets import PRESETS, build, loss_of

STEPS = 10
ROWS = {"gender-features": 16, "emotion-features": 8, "emotion-raw": 4, "gender-raw": 4, "emotion-hybrid": 4}
# Emotion-features learns a small batch by heart in a step at the others' rate.
RATES = {name: 0.00001 if name == "emotion-features" else 0.01 for name in ROWS}


def noise(count, seed):
    """Uniform in [-1, 1), the same as `hashNoise` of the test."""
    h = (np.arange(1, count + 1, dtype=np.uint64) * np.uint64(2654435761)) & np.uint64(0xFFFFFFFF)
    h = (h ^ np.uint64(seed * 7919)) & np.uint64(0xFFFFFFFF)
    h ^= h >> np.uint64(16)
    h = (h * np.uint64(0x85EBCA6B)) & np.uint64(0xFFFFFFFF)
    h ^= h >> np.uint64(13)
    h = (h * np.uint64(0xC2B2AE35)) & np.uint64(0xFFFFFFFF)
    h ^= h >> np.uint64(16)
    return (h.astype(np.float64) / 2**31 - 1).astype(np.float32)


def initial_weight(weight, index):
    shape = weight.shape
    if len(shape) == 1:
        if weight.name in ("gamma", "moving_variance"):
            return np.ones(shape, np.float32)
        if weight.name in ("beta", "moving_mean"):
            return np.zeros(shape, np.float32)
        return np.float32(0.05) * noise(shape[0], index)
    taps = math.prod(shape[:-2])
    limit = np.float32(math.sqrt(6 / (taps * (shape[-2] + shape[-1]))))
    return (limit * noise(math.prod(shape), index)).reshape(shape)


def losses(name):
    model = build(name, dropout=0.0)
    model.set_weights([initial_weight(w, i) for i, w in enumerate(model.weights)])
    _, shape, columns, _ = PRESETS[name]
    rows = ROWS[name]
    x = noise(rows * math.prod(shape), 1000).reshape((rows, *shape))
    y = np.arange(rows)
    targets = (y % 2).astype(np.float32).reshape(-1, 1) if columns == 1 else np.eye(8, dtype=np.float32)[y % 8]
    model.compile(keras.optimizers.SGD(RATES[name]), loss_of(name), jit_compile=False)
    found = []
    for _ in range(STEPS):
        model.reset_metrics()
        found.append(float(np.ravel(model.train_on_batch(x, targets))[0]))
    return {"rows": rows, "learningRate": RATES[name], "losses": found}


print(json.dumps({name: losses(name) for name in ROWS}))
