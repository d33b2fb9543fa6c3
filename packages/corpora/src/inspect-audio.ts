import { type DecodedRecording, DecoderMissingError, decodeAudio } from './decoding/index.js';
import type { ImportLimits, SkipReason } from './import-report.js';

export type AudioFinding =
  | {
      readonly kind: 'usable';
      readonly durationSec: number;
      readonly sampleRateHz: number;
      readonly channelCount: number;
      readonly rmsDbfs: number;
      readonly peakDbfs: number;
    }
  | { readonly kind: 'unusable'; readonly reason: SkipReason; readonly detail: string };

/**
 * Decodes a recording and says whether it holds sound that can be worked with. Never throws for bad bytes; an aborted
 * signal is thrown.
 */
export async function inspectAudio(
  bytes: Uint8Array,
  limits: ImportLimits,
  signal: AbortSignal | null = null,
): Promise<AudioFinding> {
  if (bytes.length === 0) return unusable('empty', 'The file has no bytes.');
  let audio: DecodedRecording;
  try {
    audio = await decodeAudio(bytes, { maxDurationSec: limits.maxDurationSec, ...(signal && { signal }) });
  } catch (cause) {
    signal?.throwIfAborted();
    const reason = cause instanceof DecoderMissingError ? 'no-decoder' : 'broken-audio';
    return unusable(reason, cause instanceof Error ? cause.message : String(cause));
  }
  const { samples, durationSec, sampleRateHz, channelCount } = audio;
  if (audio.isTruncated) {
    return unusable('truncated-audio', 'The header promises more samples than the file holds: it was cut short.');
  }
  if (samples.length === 0) return unusable('empty', 'The file has a header but no samples.');
  if (durationSec < limits.minDurationSec) {
    return unusable('too-short', `${durationSec.toFixed(3)} s is less than the ${limits.minDurationSec} s needed.`);
  }
  const peak = peakOf(samples);
  if (Number.isNaN(peak)) return unusable('broken-audio', 'Some samples are not numbers (NaN or infinite).');
  if (peak < limits.silencePeak) {
    return unusable(
      'silent',
      `The loudest sample is ${peak.toExponential(1)} of full scale: there is nothing to hear.`,
    );
  }
  const levels = { rmsDbfs: decibels(rmsOf(samples)), peakDbfs: decibels(peak) };
  return { kind: 'usable', durationSec, sampleRateHz, channelCount, ...levels };
}

function unusable(reason: SkipReason, detail: string): AudioFinding {
  return { kind: 'unusable', reason, detail };
}

function rmsOf(samples: Float32Array): number {
  let energy = 0;
  for (const sample of samples) energy += sample * sample;
  return Math.sqrt(energy / samples.length);
}

/** dB below full scale; silent files were refused before, so that it is finite. */
function decibels(magnitude: number): number {
  return 20 * Math.log10(magnitude);
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
