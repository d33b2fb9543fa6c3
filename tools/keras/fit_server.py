"""Keras' side of `npm run bench:train`: fits one epoch of a preset for each line on standard input.

    python tools/keras/fit_server.py PRESET ROWS
"""
import json
import resource
import sys
import time

import keras
import numpy as np
from presets import PRESETS, build, loss_of

name, rows = sys.argv[1], int(sys.argv[2])
_, shape, columns, batch = PRESETS[name]
random = np.random.default_rng(0)
x = random.standard_normal((rows, *shape), dtype=np.float32)
y = np.arange(rows) % max(columns, 2)
targets = y.astype(np.float32).reshape(-1, 1) if columns == 1 else np.eye(columns, dtype=np.float32)[y]
model = build(name)
model.compile("adam", loss_of(name), metrics=["accuracy"], jit_compile=False)
versions = {"keras": keras.__version__, "numpy": np.__version__}


def say(**fields):
    print("\n" + json.dumps(fields), flush=True)


say(ready=True, parameters=model.count_params(), versions=versions)
for _ in sys.stdin:
    start, cpu = time.perf_counter(), time.process_time()
    model.fit(x, targets, batch_size=batch, epochs=1, verbose=0)
    say(
        seconds=time.perf_counter() - start,
        cpu_seconds=time.process_time() - cpu,
        peak_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )
