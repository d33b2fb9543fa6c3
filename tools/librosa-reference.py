"""Writes the audio package's reference files: what librosa 0.11, SciPy, pydub, noisereduce and pyloudnorm say of signals made here.

The signals are formulas, written a second time in packages/audio-dsp/src/testing/test-signals.ts. Of long results
only every n-th value is stored. Needs an environment of its own:
    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install "librosa==0.11.*" pydub "noisereduce==3.0.*" pyloudnorm
    /tmp/venv/bin/python tools/librosa-reference.py
"""

import json
import pathlib
import warnings

import librosa
import noisereduce
import numpy as np
import pyloudnorm
from pydub import AudioSegment
from pydub.silence import detect_nonsilent

warnings.filterwarnings("ignore")
FOLDER = pathlib.Path(__file__).parent.parent / "packages/audio-dsp/src/testing/generated"
SAMPLES_PER_RESULT = 120


def white(count, seed):
    """Numbers of the linear congruential generator of Numerical Recipes, in [-1, 1)."""
    values = np.empty(count)
    state = seed
    for i in range(count):
        state = (1664525 * state + 1013904223) % 2**32
        values[i] = state / 2**31 - 1
    return values


def voice(count, rate):
    """Twelve harmonics of a gliding, trembling tone with pauses, over a little noise."""
    t = np.arange(count) / rate
    phase = 2 * np.pi * (140 * t + 15 * t * t + 1.5 * np.sin(2 * np.pi * 5 * t))
    tone = sum(np.sin(k * phase) / k ** (1 + 0.3 * np.sin(2 * np.pi * 1.3 * t)) for k in range(1, 13))
    envelope = np.maximum(0, np.sin(2 * np.pi * 1.1 * t)) ** 2
    return (0.2 * tone * envelope + 0.002 * white(count, 7)).astype(np.float32)


def chirp(count, rate):
    t = np.arange(count) / rate
    return (0.5 * np.sin(2 * np.pi * (100 * t + 2000 * t * t))).astype(np.float32)


def gaps(count, rate):
    """Noise bursts with digital silence between them."""
    t = np.arange(count) / rate
    loud = (np.floor(t * 4) % 3 == 1) * (0.1 + 0.4 * t)
    return (loud * white(count, 11)).astype(np.float32)


def gentle_gaps(count, rate):
    t = np.arange(count) / rate
    loud = np.where(np.floor(t * 2.5) % 2 == 1, 0.3, 0.0008)
    return (loud * white(count, 23)).astype(np.float32)


SIGNALS = {
    "voice": (voice, 33075, 22050),
    "chirp": (chirp, 22050, 22050),
    "gaps": (gaps, 30001, 22050),
    "noise": (lambda count, rate: (0.3 * white(count, 3)).astype(np.float32), 11025, 22050),
    "short": (lambda count, rate: voice(count + 4000, rate)[4000:], 700, 22050),
    "voice16k": (voice, 24000, 16000),
}


def thin(array):
    """Shape and every n-th value in C order, nine significant digits."""
    flat = np.asarray(array, dtype=np.float64).ravel()
    step = max(1, -(-flat.size // SAMPLES_PER_RESULT))
    # A step that shares no factor with the row length visits all columns.
    while flat.size > SAMPLES_PER_RESULT and np.ndim(array) == 2 and np.gcd(step, np.shape(array)[1]) != 1:
        step += 1
    return {"shape": list(np.shape(array)), "step": int(step), "values": [float(f"{v:.9g}") for v in flat[::step]]}


def frames(array):
    """librosa's features × frames as frames × features."""
    return thin(np.asarray(array).T)


def features(y, sr):
    y = y.astype(np.float64)
    S = np.abs(librosa.stft(y))
    f = librosa.feature
    out = {
        "stftReal": frames(librosa.stft(y).real),
        "stftImag": frames(librosa.stft(y).imag),
        "power": frames(S**2),
        "zeroCrossingRate": thin(f.zero_crossing_rate(y)[0]),
        "rms": thin(f.rms(y=y, dtype=np.float64)[0]),
        "tuningPower": librosa.estimate_tuning(S=S**2, sr=sr),
        "tuningMagnitude": librosa.estimate_tuning(S=S, sr=sr),
        "chromaPower": frames(f.chroma_stft(y=y, sr=sr)),
        "chromaMagnitude": frames(f.chroma_stft(S=S, sr=sr)),
        "mel": frames(f.melspectrogram(y=y, sr=sr)),
        "mel64": frames(f.melspectrogram(y=y, sr=sr, n_fft=1024, hop_length=160, win_length=512, n_mels=64, fmin=50, fmax=8000)),
        "mfcc": frames(f.mfcc(y=y, sr=sr)),
        "mfcc13": frames(f.mfcc(y=y, sr=sr, n_mfcc=13)),
        "spectralCentroid": thin(f.spectral_centroid(y=y, sr=sr)[0]),
        "spectralBandwidth": thin(f.spectral_bandwidth(y=y, sr=sr)[0]),
        "spectralRolloff": thin(f.spectral_rolloff(y=y, sr=sr)[0]),
        "spectralFlatness": thin(f.spectral_flatness(y=y)[0]),
        "spectralContrast": frames(f.spectral_contrast(y=y, sr=sr)),
        "yin": thin(librosa.yin(y, fmin=65, fmax=2093, sr=sr)),
    }
    if len(y) > 10000:
        out["delta"] = frames(f.delta(f.mfcc(y=y, sr=sr)))
        out["deltaDelta"] = frames(f.delta(f.mfcc(y=y, sr=sr), order=2))
        harmonic, percussive = librosa.effects.hpss(y)
        out["harmonic"] = thin(harmonic)
        out["percussive"] = thin(percussive)
        out["cqt"] = frames(np.abs(librosa.cqt(y, sr=sr, n_bins=252, bins_per_octave=36, tuning=None)))
        out["chromaCqt"] = frames(f.chroma_cqt(y=y, sr=sr))
        out["tonnetz"] = frames(f.tonnetz(y=y, sr=sr))
        out["timeStretch"] = thin(librosa.effects.time_stretch(y, rate=0.8))
        out["timeStretchFast"] = thin(librosa.effects.time_stretch(y, rate=1.3))
        out["pitchShift"] = thin(librosa.effects.pitch_shift(y, sr=sr, n_steps=0.7))
        out["pitchShiftDown"] = thin(librosa.effects.pitch_shift(y, sr=sr, n_steps=-3))
        out["reduceNoise"] = thin(noisereduce.reduce_noise(y=y, sr=sr))
    return out


def parameters(y, sr):
    """Features under settings that are not librosa's defaults."""
    y = y.astype(np.float64)
    f = librosa.feature
    S = np.abs(librosa.stft(y))
    log_mel = librosa.power_to_db(f.melspectrogram(y=y, sr=sr, n_mels=40))
    # A centroid of its own, as a track that was smoothed would be.
    centroid = 500 + 10 * np.arange(S.shape[1], dtype=np.float64)[np.newaxis]
    harmonic, percussive = librosa.effects.hpss(y, kernel_size=(17, 9), power=1.5, margin=(1.0, 3.0), n_fft=1024)
    hard, _ = librosa.effects.hpss(y, power=np.inf)
    out = {
        **{
            f"stft-{window}-{mode}": frames(
                np.abs(librosa.stft(y, n_fft=512, hop_length=200, win_length=400, window=window, pad_mode=mode))
            )
            for window, mode in [("hamming", "reflect"), ("blackman", "edge"), ("nuttall", "symmetric"), ("ones", "constant")]
        },
        "stft-uncentred": frames(np.abs(librosa.stft(y, n_fft=512, center=False))),
        "rmsReflect": thin(f.rms(y=y, frame_length=1000, hop_length=300, pad_mode="reflect", dtype=np.float64)[0]),
        "rmsUncentred": thin(f.rms(y=y, center=False, dtype=np.float64)[0]),
        "rmsOfSpectrogram": thin(f.rms(S=S, dtype=np.float64)[0]),
        "zeroCrossingRate": thin(f.zero_crossing_rate(y, frame_length=1024, hop_length=256, center=False, threshold=0.02)[0]),
        **{
            f"melNorm-{norm}": thin(librosa.filters.mel(sr=sr, n_fft=1024, n_mels=30, norm=norm, dtype=np.float64))
            for norm in (1, 2, np.inf)
        },
        **{
            f"mfcc-{kind}-{norm}-{lifter}": frames(f.mfcc(S=log_mel, n_mfcc=12, dct_type=kind, norm=norm, lifter=lifter))
            for kind, norm, lifter in [(1, None, 0), (1, "ortho", 0), (2, None, 0), (2, "ortho", 22), (3, None, 0), (3, "ortho", 10)]
        },
        "chroma24": frames(f.chroma_stft(S=S, sr=sr, n_chroma=24, tuning=0.1, norm=2)),
        "chromaRaw": frames(f.chroma_stft(S=S, sr=sr, tuning=0, norm=None, octwidth=None, base_c=False)),
        "chromaBank1": thin(librosa.filters.chroma(sr=sr, n_fft=512, norm=1, ctroct=4, octwidth=1, dtype=np.float64).T),
        "contrast": frames(f.spectral_contrast(S=S, sr=sr, fmin=100, n_bands=4, quantile=0.1)),
        "contrastLinear": frames(f.spectral_contrast(S=S, sr=sr, linear=True)),
        "bandwidth3": thin(f.spectral_bandwidth(S=S, sr=sr, p=3)[0]),
        "bandwidthRaw": thin(f.spectral_bandwidth(S=S, sr=sr, norm=False, centroid=centroid)[0]),
        "rolloff": thin(f.spectral_rolloff(S=S, sr=sr, roll_percent=0.5)[0]),
        "flatness": thin(f.spectral_flatness(S=S, amin=1e-4, power=1.0)[0]),
        **{
            f"delta-{order}-{width}-{mode}": frames(f.delta(log_mel, order=order, width=width, mode=mode, **extra))
            for order, width, mode, extra in [
                (1, 5, "nearest", {}),
                (2, 7, "mirror", {}),
                (1, 9, "constant", {"cval": -3.0}),
                (2, 5, "wrap", {}),
                (3, 9, "interp", {}),
                (4, 11, "interp", {}),
            ]
        },
        "tuning": librosa.estimate_tuning(S=S, sr=sr, resolution=0.05, bins_per_octave=24, fmin=100, fmax=2000, threshold=0.3),
        "harmonic": thin(harmonic),
        "percussive": thin(percussive),
        "hardHarmonic": thin(hard),
        "yin": thin(librosa.yin(y, fmin=80, fmax=600, sr=sr, frame_length=1024, trough_threshold=0.2, pad_mode="reflect")),
        "yinUncentred": thin(librosa.yin(y, fmin=80, fmax=600, sr=sr, center=False)),
        "pitchShift24": thin(librosa.effects.pitch_shift(y, sr=sr, n_steps=5, bins_per_octave=24)),
        "split": librosa.effects.split(y, top_db=45, ref=1.0, frame_length=1024, hop_length=128).tolist(),
        "splitDefault": librosa.effects.split(y).tolist(),
    }
    return out


def pyin(y, sr, **options):
    f0, flags, probabilities = librosa.pyin(y.astype(np.float64), sr=sr, fill_na=None, **options)
    return {"f0": f0.tolist(), "voicedFlag": flags.tolist(), "voicedProb": probabilities.tolist()}


def pyins():
    speech, tone = voice(33075, 22050), chirp(22050, 22050)
    return {
        "voice": pyin(speech, 22050, fmin=65.40639132514966, fmax=2093.004522404789),
        "chirp": pyin(tone, 22050, fmin=65.40639132514966, fmax=2093.004522404789),
        "gaps": pyin(gaps(30001, 22050), 22050, fmin=65.40639132514966, fmax=2093.004522404789),
        "parameters": pyin(
            voice(24000, 16000),
            16000,
            fmin=70,
            fmax=500,
            frame_length=1024,
            hop_length=200,
            n_thresholds=50,
            beta_parameters=(1.5, 6),
            boltzmann_parameter=1,
            resolution=0.25,
            max_transition_rate=20,
            switch_prob=0.05,
            no_trough_prob=0.1,
            pad_mode="reflect",
        ),
    }


def intervals(y):
    return {str(db): librosa.effects.split(y, top_db=db).tolist() for db in (20, 30, 60)}


def trims(y):
    return {str(db): librosa.effects.trim(y, top_db=db)[1].tolist() for db in (20, 30, 60)}


def non_silent(y, rate):
    pcm = np.clip(np.round(y * 32768), -32768, 32767).astype("<i2")
    segment = AudioSegment(pcm.tobytes(), frame_rate=rate, sample_width=2, channels=1)
    found = detect_nonsilent(segment, min_silence_len=100, silence_thresh=-50)
    return [[int(segment.frame_count(ms=a)), int(segment.frame_count(ms=b))] for a, b in found]


def study(y, rate):
    """The 162 means as the study took them, from samples at another rate."""
    y = librosa.resample(y, orig_sr=rate, target_sr=22050).astype(np.float64)
    f = librosa.feature
    S = np.abs(librosa.stft(y))
    parts = [
        f.zero_crossing_rate(y=y),
        f.chroma_stft(S=S, sr=22050),
        f.mfcc(y=y, sr=22050),
        f.rms(y=y, dtype=np.float64),
        f.melspectrogram(y=y, sr=22050),
    ]
    return [float(f"{v:.9g}") for v in np.hstack([part.mean(axis=1) for part in parts])]


def write(name, content):
    text = json.dumps(content, separators=(",", ":"))
    (FOLDER / f"{name}.json").write_text(text + "\n")
    print(name, len(text))


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (make, count, rate) in SIGNALS.items():
        write(f"features-{name}", features(make(count, rate), rate))
    write("parameters", parameters(voice(22050, 22050), 22050))
    write("pyin", pyins())
    # The filters of the standard, not the approximations pyloudnorm has by default.
    meter = pyloudnorm.Meter(48000, filter_class="DeMan")
    loud = {"voice48k": voice(96000, 48000), "gentleGaps48k": gentle_gaps(120000, 48000)}
    write("loudness", {name: meter.integrated_loudness(y.astype(np.float64)) for name, y in loud.items()})
    write(
        "intervals",
        {
            "gaps": {"split": intervals(gaps(30001, 22050)), "trim": trims(gaps(30001, 22050))},
            "voice": {"split": intervals(voice(33075, 22050)), "trim": trims(voice(33075, 22050))},
            "gentleGaps48k": {"nonSilent": non_silent(gentle_gaps(120000, 48000), 48000)},
            "gentleGaps44k": {"nonSilent": non_silent(gentle_gaps(110250, 44100), 44100)},
        },
    )
    rates = [(48000, 22050), (48000, 16000), (44100, 22050), (44100, 16000), (22050, 16000), (16000, 22050), (8000, 16000)]
    write(
        "resample",
        {
            **{
                f"{a}-{b}": thin(librosa.resample(voice(12000, a).astype(np.float64), orig_sr=a, target_sr=b))
                for a, b in rates
            },
            "speed-0.92": thin(librosa.resample(voice(12000, 16000).astype(np.float64), orig_sr=16000 * 0.92, target_sr=16000)),
        },
    )
    write("study", {"voice48k": study(voice(120000, 48000), 48000), "chirp44k": study(chirp(60000, 44100), 44100)})
    mel = librosa.filters.mel(sr=22050, n_fft=2048, dtype=np.float64)
    htk = librosa.filters.mel(sr=16000, n_fft=512, n_mels=40, htk=True, norm=None, fmin=20, fmax=7600, dtype=np.float64)
    write(
        "filters",
        {
            "mel": thin(mel),
            "melHtk": thin(htk),
            "chroma": thin(librosa.filters.chroma(sr=22050, n_fft=2048, tuning=0.13, dtype=np.float64).T),
        },
    )


main()
