import { decodeWav } from '@voxboard/audio-dsp';
import { CARD_FILE, DomainError, MODEL_FILE, WEIGHTS_FILE } from '@voxboard/domain';
import { type LoadedModel, loadModel, predictRecording } from '@voxboard/inference';
import type { FromHearing, ModelAddresses, Recording, ToHearing } from './hearing-messages';
import { startBackend } from './start-backend';

// A thread of its own: features and network are computed here, so that the page never waits for them. The code is that
// of the server's worker.
let model: Promise<LoadedModel> | null = null;

function tell(message: FromHearing): void {
  self.postMessage(message);
}

async function load({ model: topology, weights, card }: ModelAddresses): Promise<LoadedModel> {
  const backend = await startBackend();
  const names = [MODEL_FILE, WEIGHTS_FILE, CARD_FILE] as const;
  const files = await Promise.all([topology, weights, card].map(fetchBytes));
  const loaded = await loadModel(new Map(names.map((name, i) => [name, files[i] ?? new Uint8Array()])));
  tell({ kind: 'loaded', card: loaded.card, backend });
  return loaded;
}

async function fetchBytes(address: string): Promise<Uint8Array> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`A file of the model could not be loaded (${response.status}). Reload the page.`);
  return new Uint8Array(await response.arrayBuffer());
}

async function hear(id: number, recording: Recording): Promise<void> {
  if (model === null) throw new Error('no model was loaded');
  const loaded = await model;
  const began = performance.now();
  const clip = recording.kind === 'wav' ? decodeWav(recording.bytes) : recording;
  const heard = await predictRecording(loaded, clip, {
    onWindows: (windows, total) => tell({ kind: 'progress', id, done: windows.length, total }),
  });
  tell({ kind: 'heard', id, heard, milliseconds: performance.now() - began });
}

function messageOf(error: unknown): string {
  if (error instanceof DomainError) return error.message;
  return error instanceof Error ? error.message : String(error);
}

self.addEventListener('message', ({ data }: MessageEvent<ToHearing>) => {
  if (data.kind === 'load') {
    model = load(data.addresses);
    model.catch((error: unknown) => tell({ kind: 'failed', id: null, message: messageOf(error) }));
    return;
  }
  const { id, recording } = data;
  hear(id, recording).catch((error: unknown) => tell({ kind: 'failed', id, message: messageOf(error) }));
});
