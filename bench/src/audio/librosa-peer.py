"""The peer of the audio benchmark: one JSON request a line in, one JSON answer a line out.

Requests: {"task": "plain" | "three_row" | "hybrid", "files": [...]} → CPU and wall seconds of the batch;
{"task": "features", "file": ..., "samples": ...} → the 162 values as computed from the file, and in 64 bits from the
resampled samples, which are written to `samples` as .npy.
"""

import json
import sys
import time
import warnings

import librosa
import noisereduce
import numpy as np

warnings.filterwarnings("ignore")


def load(file):
    return librosa.load(file, offset=0.6, duration=2.5)


def features(y, sr):
    f = librosa.feature
    stft = np.abs(librosa.stft(y))
    return np.hstack(
        [
            np.mean(f.zero_crossing_rate(y=y).T, axis=0),
            np.mean(f.chroma_stft(S=stft, sr=sr).T, axis=0),
            np.mean(f.mfcc(y=y, sr=sr).T, axis=0),
            np.mean(f.rms(y=y).T, axis=0),
            np.mean(f.melspectrogram(y=y, sr=sr).T, axis=0),
        ]
    )


def plain(file):
    return features(*load(file))


def three_row(file):
    y, sr = load(file)
    noisy = y + 0.035 * np.random.uniform() * np.amax(y) * np.random.normal(size=y.shape[0])
    stretched = librosa.effects.time_stretch(y, rate=0.8)
    shifted = librosa.effects.pitch_shift(stretched, sr=sr, n_steps=0.7)
    return np.vstack([features(y, sr), features(noisy, sr), features(shifted, sr)])


def hybrid(file):
    y, sr = librosa.load(file)
    y = np.concatenate([y[a:b] for a, b in librosa.effects.split(y, top_db=30)])
    y = librosa.util.normalize(y)
    y = noisereduce.reduce_noise(y=y, sr=sr)
    f = librosa.feature
    return np.concatenate(
        [
            f.mfcc(y=y, sr=sr, n_mfcc=13),
            f.chroma_stft(y=y, sr=sr),
            f.melspectrogram(y=y, sr=sr),
            f.spectral_contrast(y=y, sr=sr),
            f.tonnetz(y=librosa.effects.harmonic(y), sr=sr),
        ]
    )


TASKS = {"plain": plain, "three_row": three_row, "hybrid": hybrid}


def answer(request):
    if request["task"] == "features":
        y, sr = load(request["file"])
        np.save(request["samples"], y)
        return {"file": plain(request["file"]).tolist(), "samples": features(y.astype(np.float64), sr).tolist()}
    task = TASKS[request["task"]]
    cpu, wall = time.process_time(), time.perf_counter()
    for file in request["files"]:
        task(file)
    return {"cpuSec": time.process_time() - cpu, "wallSec": time.perf_counter() - wall}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
