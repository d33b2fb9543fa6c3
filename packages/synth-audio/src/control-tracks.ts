import type { Rng } from '@voxboard/domain';
import { clamp, decibelsToGain, exponential, LN2, semitonesToRatio, sine } from './exact-math.js';
import type { Expression } from './expression.js';
import type { Phoneme } from './phonemes.js';
import { bell } from './random-variation.js';
import type { SpeakerVoice } from './speaker-voice.js';
import type { TimedSound } from './utterance.js';

/** Control values of the synthesiser, one per frame of `CONTROL_HOP` samples. */
export interface ControlTracks {
  readonly frameCount: number;
  readonly pitchHz: Float64Array;
  readonly voiceGain: Float64Array;
  readonly aspirationGain: Float64Array;
  readonly frictionGain: Float64Array;
  readonly frictionHz: Float64Array;
  readonly frictionWidthHz: Float64Array;
  /** First three formants in Hz. */
  readonly formantsHz: readonly [Float64Array, Float64Array, Float64Array];
  /** Widening of formant bandwidths, 1 in a clear vowel. */
  readonly damping: Float64Array;
}

/** Samples per control frame: 2.5 ms at 48 kHz, shorter than any articulation. */
export const CONTROL_HOP = 120;
export const SYNTHESIS_RATE_HZ = 48_000;
const FRAMES_PER_SEC = SYNTHESIS_RATE_HZ / CONTROL_HOP;

/** Turns timed sounds into smooth movements of pitch, loudness and articulation. */
export function controlTracks(
  voice: SpeakerVoice,
  take: Expression,
  sounds: readonly TimedSound[],
  rng: Rng,
): ControlTracks {
  const endSec = sounds.at(-1)?.endSec ?? 0;
  // A little room at the end lets the last sound fade out.
  const frameCount = Math.ceil((endSec + 0.06) * FRAMES_PER_SEC);
  const track = () => new Float64Array(frameCount);
  const tracks: ControlTracks = {
    frameCount,
    pitchHz: pitchTrack(voice, take, sounds, frameCount, rng),
    voiceGain: track(),
    aspirationGain: track(),
    frictionGain: track(),
    frictionHz: track().fill(5000),
    frictionWidthHz: track().fill(3000),
    formantsHz: [track().fill(500), track().fill(1500), track().fill(2500)],
    damping: track().fill(1),
  };
  for (const sound of sounds) writeTargets(tracks, sound);
  smooth(tracks.voiceGain, 5);
  smooth(tracks.aspirationGain, 4);
  smooth(tracks.frictionGain, 4);
  smooth(tracks.damping, 8);
  // Articulators need some 40 ms from one sound to the next; twice a box makes the movement round.
  for (const formant of tracks.formantsHz) {
    smooth(formant, 9);
    smooth(formant, 9);
  }
  return tracks;
}

function writeTargets(tracks: ControlTracks, sound: TimedSound): void {
  const first = Math.round(sound.startSec * FRAMES_PER_SEC);
  const end = Math.min(tracks.frameCount, Math.round(sound.endSec * FRAMES_PER_SEC));
  const { phoneme } = sound;
  if (phoneme === null) return;
  const accentGain = decibelsToGain(phoneme.isVowel ? 3 * sound.accent - 1.5 : -0.8);
  const gain = (level: number | null) => (level === null ? 0 : decibelsToGain(level) * accentGain);
  const voice = gain(phoneme.voiceDb);
  const aspiration = gain(phoneme.aspirationDb);
  const friction = gain(phoneme.friction?.levelDb ?? null);
  for (let frame = first; frame < end; frame++) {
    tracks.voiceGain[frame] = voice;
    tracks.aspirationGain[frame] = aspiration;
    tracks.frictionGain[frame] = friction;
    tracks.damping[frame] = phoneme.damping;
    if (phoneme.friction !== null) {
      tracks.frictionHz[frame] = phoneme.friction.centreHz;
      tracks.frictionWidthHz[frame] = phoneme.friction.widthHz;
    }
    writeFormants(tracks, phoneme, frame, (frame - first) / Math.max(1, end - first));
  }
}

function writeFormants(tracks: ControlTracks, phoneme: Phoneme, frame: number, progress: number): void {
  const end = phoneme.endFormantsHz ?? phoneme.formantsHz;
  // A glide stays near its first target for a third of its length.
  const glide = Math.max(0, (progress - 0.3) / 0.7);
  for (let k = 0; k < 3; k++) {
    tracks.formantsHz[k][frame] = phoneme.formantsHz[k] + (end[k] - phoneme.formantsHz[k]) * glide;
  }
}

/** Declination, accents, the final movement, tremor and a slow drift, in semitones around the speaker's own pitch. */
function pitchTrack(
  voice: SpeakerVoice,
  take: Expression,
  sounds: readonly TimedSound[],
  frameCount: number,
  rng: Rng,
): Float64Array {
  const semitones = new Float64Array(frameCount);
  const range = exponential(LN2 * take.range);
  const duration = frameCount / FRAMES_PER_SEC;
  const fall = 2.2 * range + take.fall;
  for (let frame = 0; frame < frameCount; frame++) {
    semitones[frame] = take.pitch + fall * (0.5 - frame / frameCount);
  }
  for (const sound of sounds) {
    if (sound.phoneme?.isVowel !== true) continue;
    const centre = (sound.startSec + sound.endSec) / 2 + 0.015 * bell(rng);
    addBump(semitones, centre, 0.09, sound.accent * range * (3.2 + 0.8 * bell(rng)));
    if (sound.isLastVowel) addRamp(semitones, sound.startSec, sound.endSec, take.finalRise);
  }
  const tremorHz = rng.between(5, 7.5);
  const tremorPhase = rng.between(0, 2 * Math.PI);
  const tremor = Math.max(0, take.tremor);
  const driftHz = rng.between(0.6, 1.4);
  const driftPhase = rng.between(0, 2 * Math.PI);
  const pitchHz = new Float64Array(frameCount);
  for (let frame = 0; frame < frameCount; frame++) {
    const t = frame / FRAMES_PER_SEC;
    const sway =
      tremor * sine(2 * Math.PI * tremorHz * t + tremorPhase) +
      0.35 * sine(2 * Math.PI * driftHz * Math.min(t, duration) + driftPhase);
    pitchHz[frame] = voice.pitchHz * semitonesToRatio(clamp(semitones[frame] + sway, -14, 22));
  }
  return pitchHz;
}

/** Adds a rounded hump (a raised cosine of the given half width). */
function addBump(values: Float64Array, centreSec: number, halfWidthSec: number, height: number): void {
  const first = Math.max(0, Math.ceil((centreSec - halfWidthSec) * FRAMES_PER_SEC));
  const last = Math.min(values.length - 1, Math.floor((centreSec + halfWidthSec) * FRAMES_PER_SEC));
  for (let frame = first; frame <= last; frame++) {
    const x = (frame / FRAMES_PER_SEC - centreSec) / halfWidthSec;
    values[frame] += height * 0.5 * (1 + sine(Math.PI * (x + 0.5)));
  }
}

/** Adds a rise from 0 that stays up after its end. */
function addRamp(values: Float64Array, startSec: number, endSec: number, height: number): void {
  for (let frame = Math.max(0, Math.ceil(startSec * FRAMES_PER_SEC)); frame < values.length; frame++) {
    values[frame] += height * Math.min(1, (frame / FRAMES_PER_SEC - startSec) / (endSec - startSec));
  }
}

/** Centred moving average over `2 · reach + 1` frames, the edges repeated. */
function smooth(values: Float64Array, reach: number): void {
  const source = values.slice();
  const last = source.length - 1;
  const at = (index: number) => source[clamp(index, 0, last)];
  let sum = 0;
  for (let k = -reach; k <= reach; k++) sum += at(k);
  for (let frame = 0; frame <= last; frame++) {
    values[frame] = sum / (2 * reach + 1);
    sum += at(frame + reach + 1) - at(frame - reach);
  }
}
