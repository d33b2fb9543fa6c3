import type { Rng } from '@voxboard/domain';
import { CONTROL_HOP, type ControlTracks, SYNTHESIS_RATE_HZ } from './control-tracks.js';
import { clamp, exponential, LN2 } from './exact-math.js';
import type { Expression } from './expression.js';
import { GlottalSource } from './glottal-source.js';
import { BandPass, FormantCascade } from './resonator.js';
import type { SpeakerVoice } from './speaker-voice.js';
import { WhiteNoise } from './white-noise.js';

/** Formants above the third hardly move in speech; these stand for a tract of 17.5 cm. */
const UPPER_FORMANTS_HZ = [3500, 4500, 5500, 6600];
const BANDWIDTHS_HZ = [70, 95, 140, 220, 280, 400, 550];
const FORMANT_COUNT = BANDWIDTHS_HZ.length;
/** Brings friction noise to the level of a vowel at 0 dB; depends on the pulse and the noise used. */
const FRICTION_GAIN = 9;

/** Speaks control tracks: samples at 48 kHz, at the synthesiser's own level (the recording sets the final one). */
export function synthesiseSpeech(voice: SpeakerVoice, take: Expression, tracks: ControlTracks, rng: Rng): Float64Array {
  const samples = new Float64Array(tracks.frameCount * CONTROL_HOP);
  const source = new GlottalSource(sourceSettings(voice, take), SYNTHESIS_RATE_HZ, rng.fork('glottis'));
  const breathNoise = new WhiteNoise(rng.fork('breath'));
  const frictionNoise = new WhiteNoise(rng.fork('friction'));
  const breath = 0.05 * Math.max(0.05, voice.breathiness + take.breath);
  const tract = new FormantCascade(FORMANT_COUNT, SYNTHESIS_RATE_HZ);
  const constriction = new BandPass(SYNTHESIS_RATE_HZ);
  for (let frame = 0; frame < tracks.frameCount; frame++) {
    const from = frame * CONTROL_HOP;
    const to = from + CONTROL_HOP;
    excite(samples, from, frame, tracks, source, breathNoise, breath);
    tuneTract(tract, voice, take, tracks, frame);
    tract.filter(samples, from, to);
    addFriction(samples, from, frame, tracks, constriction, frictionNoise);
  }
  return samples;
}

/** Tense folds close fast and stay shut long; breathy ones hardly close at all. */
function sourceSettings(voice: SpeakerVoice, take: Expression) {
  const tension = clamp(voice.tension + take.tension, -1.5, 1.8);
  const roughness = exponential(LN2 * clamp(take.roughness, -1, 2.5));
  return {
    openQuotient: clamp(0.6 - 0.1 * tension + 0.06 * take.breath, 0.35, 0.85),
    tiltHz: 2000 * exponential(0.75 * tension),
    jitter: Math.max(0.001, voice.jitter) * roughness,
    shimmerDb: Math.max(0.05, voice.shimmerDb) * roughness,
  };
}

function excite(
  samples: Float64Array,
  from: number,
  frame: number,
  tracks: ControlTracks,
  source: GlottalSource,
  noise: WhiteNoise,
  breath: number,
): void {
  const pitchHz = tracks.pitchHz[frame];
  const next = Math.min(frame + 1, tracks.frameCount - 1);
  const voiceStep = (tracks.voiceGain[next] - tracks.voiceGain[frame]) / CONTROL_HOP;
  let voiceGain = tracks.voiceGain[frame];
  const aspirationGain = tracks.aspirationGain[frame];
  for (let n = from; n < from + CONTROL_HOP; n++) {
    const pulse = source.next(pitchHz);
    const air = (aspirationGain + voiceGain * breath * (source.isOpen ? 1 : 0.35)) * noise.next();
    samples[n] = voiceGain * pulse + air;
    voiceGain += voiceStep;
  }
}

function tuneTract(tract: FormantCascade, voice: SpeakerVoice, take: Expression, tracks: ControlTracks, frame: number) {
  const scale = voice.tractScale * (1 + clamp(take.formants, -0.15, 0.15));
  const damping = tracks.damping[frame];
  for (let k = 0; k < FORMANT_COUNT; k++) {
    const base = k < 3 ? tracks.formantsHz[k][frame] : UPPER_FORMANTS_HZ[k - 3];
    const jaw = k === 0 ? 1 + clamp(take.jaw, -0.2, 0.35) : 1;
    const frequency = base * scale * voice.formantFactors[k] * jaw;
    tract.tune(k, clamp(frequency, 180, 9500), BANDWIDTHS_HZ[k] * damping);
  }
}

function addFriction(
  samples: Float64Array,
  from: number,
  frame: number,
  tracks: ControlTracks,
  constriction: BandPass,
  noise: WhiteNoise,
): void {
  const gain = tracks.frictionGain[frame] * FRICTION_GAIN;
  if (gain === 0) return;
  constriction.tune(tracks.frictionHz[frame], tracks.frictionWidthHz[frame]);
  for (let n = from; n < from + CONTROL_HOP; n++) samples[n] += gain * constriction.next(noise.next());
}
