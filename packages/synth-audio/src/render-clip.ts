import { Rng } from '@voxboard/domain';
import { clipPath } from './clip-name.js';
import type { ClipPlan, Disturbance, Recording } from './clip-plan.js';
import { controlTracks } from './control-tracks.js';
import { clamp, decibelsToGain } from './exact-math.js';
import { recordSpeech } from './recording.js';
import { speakerVoice } from './speaker-voice.js';
import { synthesiseSpeech } from './speech-synthesis.js';
import { performTake } from './take.js';
import { timeUtterance } from './utterance.js';
import { WhiteNoise } from './white-noise.js';

/**
 * The sound of a planned clip: mono samples in −1 … 1 at 48 kHz, 3 to 5 s. A function of the plan alone: equal plans
 * give equal samples on every machine.
 */
export function renderClip(plan: ClipPlan): Float32Array {
  const samples = renderRecording(plan.recording);
  return plan.disturbance === null ? samples : disturb(samples, plan.disturbance);
}

function renderRecording(recording: Recording): Float32Array {
  const voice = speakerVoice(recording.seed, recording.speakerNumber);
  const rng = new Rng(recording.seed).fork(clipPath(recording));
  const take = performTake(voice, recording.emotion, recording.intensity, rng.fork('take'));
  const sounds = timeUtterance(voice, take, recording.statement, rng.fork('timing'));
  const tracks = controlTracks(voice, take, sounds, rng.fork('prosody'));
  const speech = synthesiseSpeech(voice, take, tracks, rng.fork('sound'));
  return recordSpeech(voice, take, speech, rng.fork('recording'));
}

function disturb(samples: Float32Array, disturbance: Disturbance): Float32Array {
  const noise = new WhiteNoise(new Rng(disturbance.seed));
  const gain = decibelsToGain(disturbance.gainDb);
  const noiseLevel = decibelsToGain(disturbance.noiseDbfs);
  return samples
    .subarray(disturbance.cutSamples)
    .map((sample) => clamp(gain * sample + noiseLevel * noise.next(), -1, 1));
}
