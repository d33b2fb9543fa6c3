import type { Rng } from '@voxboard/domain';
import { SYNTHESIS_RATE_HZ } from './control-tracks.js';
import { clamp, decibelsToGain } from './exact-math.js';
import type { Expression } from './expression.js';
import { bell } from './random-variation.js';
import type { SpeakerVoice } from './speaker-voice.js';
import { WhiteNoise } from './white-noise.js';

/** Level of neutral speech (root mean square of the spoken part) in dBFS. */
const NEUTRAL_LEVEL_DBFS = -35;
const LOUDEST_PEAK = 0.97;

/**
 * Puts speech into a recording: silence before (0.6–1.1 s) and after, the level of speaker and take, a few early
 * reflections, the microphone's treble and the noise of the room.
 */
export function recordSpeech(voice: SpeakerVoice, take: Expression, speech: Float64Array, rng: Rng): Float32Array {
  const lead = Math.round(SYNTHESIS_RATE_HZ * clamp(0.92 + 0.09 * bell(rng), 0.6, 1.1));
  const tail = Math.round(SYNTHESIS_RATE_HZ * (1.02 + 0.1 * bell(rng)));
  const mixed = new Float64Array(lead + speech.length + tail);
  mixed.set(speech, lead);
  addReflections(mixed, lead, rng);
  applyTreble(mixed, voice.trebleDb);
  const gain = speechGain(mixed, NEUTRAL_LEVEL_DBFS + voice.levelDb + take.level, speech.length);
  return addRoomNoise(mixed, gain, voice, rng);
}

/** A few copies of the direct sound a few metres later: without them a voice sounds as if inside the head. */
function addReflections(samples: Float64Array, firstSample: number, rng: Rng): void {
  for (let tap = 0; tap < 3; tap++) {
    const delay = Math.round(SYNTHESIS_RATE_HZ * (0.004 + 0.007 * tap + 0.003 * rng.uniform()));
    const gain = 0.16 - 0.04 * tap;
    // From the end, so that a reflection is never reflected again by the same tap.
    for (let n = samples.length - 1; n >= firstSample + delay; n--) samples[n] += gain * samples[n - delay];
  }
}

/** A shelf from about 2 kHz up. */
function applyTreble(samples: Float64Array, trebleDb: number): void {
  const highGain = decibelsToGain(trebleDb) - 1;
  let low = 0;
  for (let n = 0; n < samples.length; n++) {
    low += 0.23 * (samples[n] - low);
    samples[n] += highGain * (samples[n] - low);
  }
}

function speechGain(samples: Float64Array, levelDbfs: number, speechLength: number): number {
  let energy = 0;
  let peak = 0;
  for (const sample of samples) {
    energy += sample * sample;
    peak = Math.max(peak, Math.abs(sample));
  }
  if (energy === 0) return 0;
  const wanted = decibelsToGain(levelDbfs) / Math.sqrt(energy / speechLength);
  return Math.min(wanted, LOUDEST_PEAK / peak);
}

function addRoomNoise(samples: Float64Array, gain: number, voice: SpeakerVoice, rng: Rng): Float32Array {
  const noise = new WhiteNoise(rng.fork('room'));
  const level = decibelsToGain(voice.roomNoiseDbfs + 0.8 * bell(rng)) / 0.577;
  const colour = clamp(voice.roomColour, 0.1, 0.9);
  const dullGain = 6;
  const recorded = new Float32Array(samples.length);
  let dull = 0;
  for (let n = 0; n < samples.length; n++) {
    const white = noise.next();
    dull += 0.02 * (white - dull);
    recorded[n] = gain * samples[n] + level * ((1 - colour) * white + colour * dullGain * dull);
  }
  return recorded;
}
