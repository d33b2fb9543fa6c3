"""Weights after five steps of each optimiser (packages/trainer/reference/optimizers.json), by Keras.

    pip install tensorflow-cpu && python tools/keras/optimizers.py > packages/trainer/reference/optimizers.json
"""
import json

import keras
import numpy as np


def wave(length, phase):
    return np.sin(1.7 * np.arange(length) + phase).astype(np.float32)


def five_steps(optimizer):
    matrix = keras.Variable(wave(6, 0).reshape(2, 3))
    vector = keras.Variable(wave(5, 1))
    # AdamW leaves rank-1 weights alone here.
    if isinstance(optimizer, keras.optimizers.AdamW):
        optimizer.exclude_from_weight_decay(var_list=[vector])
    for step in range(5):
        gradients = [wave(6, 2 + step).reshape(2, 3), wave(5, 3 + step)]
        optimizer.apply([keras.ops.convert_to_tensor(g) for g in gradients], [matrix, vector])
    return [np.asarray(v).ravel().astype(float).tolist() for v in (matrix, vector)]


o = keras.optimizers
print(
    json.dumps(
        {
            "adam": five_steps(o.Adam(0.1)),
            "adamw": five_steps(o.AdamW(0.1, weight_decay=0.05)),
            "sgd": five_steps(o.SGD(0.1)),
            "sgd+momentum": five_steps(o.SGD(0.1, momentum=0.9)),
            "rmsprop": five_steps(o.RMSprop(0.1)),
            "rmsprop+momentum": five_steps(o.RMSprop(0.1, momentum=0.9)),
        }
    )
)
