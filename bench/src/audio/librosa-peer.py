"""The peer of the audio benchmark: one JSON request a line in, one JSON answer a line out.

Requests: {"task": "plain" | "three_row" | "hybrid", "files": [...]} → CPU and wall seconds of the batch;
{"task": "features", "file": ..., "samples": ...} → the 162 values as computed from the file, and in 64 bits from the
resampled samples, which are written to `samples` as .npy, and the 12 chroma of the file played 0.8 dB louder;
{"task": "parity", "file": ..., "folder": ...} → the intervals of split at both rates, and in `folder` as .npy the samples
at 22,050 Hz and every feature of them, frames × columns, in 64 bits.
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


def louder_chroma(file):
    """No gain changes chroma, but for the rounding of the single-precision resampler in frames of near silence."""
    own, rate = librosa.load(file, sr=None, offset=0.6, duration=2.5)
    y = librosa.resample(np.float32(1.1) * own, orig_sr=rate, target_sr=22050)
    return librosa.feature.chroma_stft(S=np.abs(librosa.stft(y)), sr=22050).mean(axis=1).tolist()


def parity(file, folder):
    y, sr = librosa.load(file, dtype=np.float64)
    f = librosa.feature
    S = np.abs(librosa.stft(y))
    harmonic, percussive = librosa.effects.hpss(y)
    f0, _, voiced = librosa.pyin(y, sr=sr, fmin=65.40639132514966, fmax=2093.004522404789, fill_na=None)
    results = {
        "samples": y,
        "zeroCrossingRate": f.zero_crossing_rate(y),
        "rms": f.rms(y=y, dtype=np.float64),
        "melSpectrogram": f.melspectrogram(y=y, sr=sr),
        "mfcc": f.mfcc(y=y, sr=sr),
        "chromaStft": f.chroma_stft(S=S, sr=sr),
        "spectralCentroid": f.spectral_centroid(S=S, sr=sr),
        "spectralBandwidth": f.spectral_bandwidth(S=S, sr=sr),
        "spectralRolloff": f.spectral_rolloff(S=S, sr=sr),
        "spectralFlatness": f.spectral_flatness(S=S),
        "spectralContrast": f.spectral_contrast(S=S, sr=sr),
        "tonnetz": f.tonnetz(y=harmonic, sr=sr),
        # The gain does not change it; what does is the single precision of the resampler inside the transform.
        "tonnetzOfLouder": f.tonnetz(y=1.1 * harmonic, sr=sr),
        "harmonic": harmonic,
        "percussive": percussive,
        "yin": librosa.yin(y, sr=sr, fmin=65.40639132514966, fmax=2093.004522404789),
        "pyin": f0,
        "pyinVoicedProb": voiced,
        "deltaMfcc": f.delta(f.mfcc(y=y, sr=sr)),
    }
    for name, values in results.items():
        np.save(f"{folder}/{name}.npy", np.ascontiguousarray(np.asarray(values, dtype=np.float64).T))
    own, own_rate = librosa.load(file, sr=None)
    return {
        "names": [name for name in results if name != "samples"],
        "splitOwnRate": [librosa.effects.split(own, top_db=db).tolist() for db in (20, 30, 60)],
        "split22050": [librosa.effects.split(y.astype(np.float32), top_db=db).tolist() for db in (20, 30, 60)],
    }


TASKS = {"plain": plain, "three_row": three_row, "hybrid": hybrid}


def answer(request):
    if request["task"] == "features":
        y, sr = load(request["file"])
        np.save(request["samples"], y)
        wide = y.astype(np.float64)
        return {
            "file": plain(request["file"]).tolist(),
            "samples": features(wide, sr).tolist(),
            "louderChroma": louder_chroma(request["file"]),
        }
    if request["task"] == "parity":
        return parity(request["file"], request["folder"])
    task = TASKS[request["task"]]
    cpu, wall = time.process_time(), time.perf_counter()
    for file in request["files"]:
        task(file)
    return {"cpuSec": time.process_time() - cpu, "wallSec": time.perf_counter() - wall}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
