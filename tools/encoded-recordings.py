"""Writes the recordings that the decoders' tests read: two tones made here, encoded by ffmpeg, as base64 in JSON.

Left 440 Hz at 0.4, right 660 Hz at 0.2 of full scale, 0.6 s at 16 kHz (FLAC at 8 kHz, left only). Needs ffmpeg:
    python3 tools/encoded-recordings.py [path of ffmpeg]
"""

import base64
import json
import pathlib
import subprocess
import sys
import tempfile

FFMPEG = sys.argv[1] if len(sys.argv) > 1 else "ffmpeg"
TARGET = pathlib.Path(__file__).parent.parent / "packages/corpora/src/testing/generated/recordings.json"
STEREO = "aevalsrc=0.4*sin(2*PI*440*t)|0.2*sin(2*PI*660*t):s=16000:d=0.6"
MONO = "aevalsrc=0.4*sin(2*PI*440*t):s=8000:d=0.6"
RECORDINGS = {
    "flac": (MONO, "flac", ["-c:a", "flac", "-sample_fmt", "s16"]),
    "oggFlac": (MONO, "oga", ["-c:a", "flac", "-sample_fmt", "s16"]),
    "mp3": (STEREO, "mp3", ["-c:a", "libmp3lame", "-b:a", "32k"]),
    "vorbis": (STEREO, "ogg", ["-c:a", "libvorbis", "-q:a", "0"]),
    "opus": (STEREO, "opus", ["-c:a", "libopus", "-b:a", "24k"]),
    "webm": (STEREO, "webm", ["-c:a", "libopus", "-b:a", "24k"]),
    "opusMp4": (STEREO, "mp4", ["-c:a", "libopus", "-b:a", "24k"]),
    "m4a": (STEREO, "m4a", ["-c:a", "aac", "-b:a", "32k"]),
    "aiff": (MONO, "aiff", ["-ac", "1"]),
}


def encode(source, extension, arguments):
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / f"recording.{extension}"
        clean = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact"]
        command = [FFMPEG, "-v", "error", "-f", "lavfi", "-i", source, *arguments, *clean, str(file)]
        subprocess.run(command, check=True)
        return base64.b64encode(file.read_bytes()).decode()


TARGET.parent.mkdir(parents=True, exist_ok=True)
recordings = {name: encode(*recording) for name, recording in RECORDINGS.items()}
TARGET.write_text(json.dumps(recordings, indent=1) + "\n")
print({name: len(text) for name, text in recordings.items()})
