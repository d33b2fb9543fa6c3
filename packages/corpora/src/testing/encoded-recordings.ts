import { readFileSync } from 'node:fs';
import { z } from 'zod';

const NAMES = ['flac', 'oggFlac', 'mp3', 'vorbis', 'opus', 'webm', 'opusMp4', 'm4a', 'aiff'] as const;
export type RecordingName = (typeof NAMES)[number];

const RecordingsSchema = z.record(z.enum(NAMES), z.string());

/** Two tones encoded by ffmpeg (see tools/encoded-recordings.py): 440 Hz at 0.4 left, 660 Hz at 0.2 right, 0.6 s. */
export function encodedRecording(name: RecordingName): Uint8Array {
  const text = readFileSync(new URL('./generated/recordings.json', import.meta.url), 'utf8');
  return new Uint8Array(Buffer.from(RecordingsSchema.parse(JSON.parse(text))[name], 'base64'));
}

/** Magnitude of the tone of `frequencyHz` in some samples: 0.4 for a sine of amplitude 0.4. */
export function amplitudeOf(samples: Float32Array, sampleRateHz: number, frequencyHz: number): number {
  let [re, im] = [0, 0];
  samples.forEach((sample, i) => {
    const angle = (2 * Math.PI * frequencyHz * i) / sampleRateHz;
    re += sample * Math.cos(angle);
    im -= sample * Math.sin(angle);
  });
  return (2 * Math.hypot(re, im)) / samples.length;
}
