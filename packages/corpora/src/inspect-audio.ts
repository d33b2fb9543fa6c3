import { decodeWav } from '@voxboard/audio-dsp';
import type { ImportLimits, SkipReason } from './import-report.js';

export type AudioFinding =
  | {
      readonly kind: 'usable';
      readonly durationSec: number;
      readonly sampleRateHz: number;
      readonly channelCount: number;
    }
  | { readonly kind: 'unusable'; readonly reason: SkipReason; readonly detail: string };

/** Decodes a WAV file and says whether it holds sound that can be worked with. Never throws for bad bytes. */
export function inspectAudio(bytes: Uint8Array, limits: ImportLimits): AudioFinding {
  if (bytes.length === 0) return unusable('empty', 'The file has no bytes.');
  let audio: ReturnType<typeof decodeWav>;
  try {
    audio = decodeWav(bytes);
  } catch (cause) {
    return unusable('broken-wav', cause instanceof Error ? cause.message : String(cause));
  }
  const { samples, durationSec, sampleRateHz, channelCount } = audio;
  if (audio.isTruncated) {
    return unusable('truncated-wav', 'The header promises more samples than the file holds: it was cut short.');
  }
  if (samples.length === 0) return unusable('empty', 'The file has a header but no samples.');
  if (durationSec < limits.minDurationSec) {
    return unusable('too-short', `${durationSec.toFixed(3)} s is less than the ${limits.minDurationSec} s needed.`);
  }
  const peak = peakOf(samples);
  if (Number.isNaN(peak)) return unusable('broken-wav', 'Some samples are not numbers (NaN or infinite).');
  if (peak < limits.silencePeak) {
    return unusable(
      'silent',
      `The loudest sample is ${peak.toExponential(1)} of full scale: there is nothing to hear.`,
    );
  }
  return { kind: 'usable', durationSec, sampleRateHz, channelCount };
}

function unusable(reason: SkipReason, detail: string): AudioFinding {
  return { kind: 'unusable', reason, detail };
}

/** Largest magnitude; NaN when a sample is NaN or infinite. */
function peakOf(samples: Float32Array): number {
  let peak = 0;
  for (const sample of samples) {
    const magnitude = Math.abs(sample);
    if (!(magnitude < Number.POSITIVE_INFINITY)) return Number.NaN;
    if (magnitude > peak) peak = magnitude;
  }
  return peak;
}
