import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CARD_FILE, ModelCardSchema } from '@voxboard/domain';
import { loadModel } from '@voxboard/inference';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend } from '../backends/choose-backend.js';
import type { TrainingBackend } from '../backends/training-backend.js';
import { type Tensor, tf } from '../tensorflow.js';
import { RecordingReporter } from '../testing/recording-reporter.js';
import { classRequest, type RequestOptions, tickingClock } from '../testing/requests.js';
import { train } from '../training/train.js';

let backend: TrainingBackend;
let server: Server;
let files = new Map<string, Uint8Array>();
beforeAll(async () => {
  ({ backend } = await chooseBackend({ preferred: 'wasm+ort', threads: 2 }));
  server = createServer((request, response) => {
    const bytes = files.get(request.url?.slice(1) ?? '');
    response.writeHead(bytes ? 200 : 404, { 'content-type': 'application/octet-stream' }).end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await tf.setBackend('wasm');
  await backend.dispose();
});

async function trained(options: RequestOptions) {
  await tf.setBackend('wasm');
  const request = classRequest(options);
  const reporter = new RecordingReporter();
  await train(request, reporter, { backend, signal: new AbortController().signal, now: tickingClock() });
  const [, test] = reporter.evaluations;
  return { request, files: reporter.files(), test };
}

describe('a saved model', () => {
  it('is read over HTTP by plain tfjs, as in a browser, and predicts the same on another backend', async () => {
    const saved = await trained({ classCount: 4, architecture: { kind: 'preset', preset: 'mlp', width: 0.2 } });
    files = saved.files;
    await tf.setBackend('cpu');
    const { port } = server.address() as AddressInfo;
    // Nothing of ours: what the files say is all there is.
    const model = await tf.loadLayersModel(`http://127.0.0.1:${port}/model/model.json`);
    const card = ModelCardSchema.parse(JSON.parse(new TextDecoder().decode(files.get(CARD_FILE))));
    const rows = saved.test.predictions.map(({ clip }) => Array.from(saved.request.features.row(clip)));
    const { scaler } = card;
    if (!scaler) throw new Error('the card has no scaler');
    const scaled = rows.map((row) => row.map((value, j) => (value - scaler.mean[j]) / scaler.scale[j]));
    const output = model.predict(tf.tensor(scaled.flat(), [rows.length, ...card.inputShape])) as Tensor;
    const probabilities = (await output.array()) as number[][];
    saved.test.predictions.forEach((prediction, i) => {
      prediction.probabilities.forEach((p, c) => {
        expect(probabilities[i][c]).toBeCloseTo(p, 4);
      });
    });
    expect(card.labels).toEqual(['class0', 'class1', 'class2', 'class3']);
    model.dispose();
  });

  it.each([
    ['a fused convolution run', { classCount: 2 }],
    ['attention and masks', { shape: [24, 6], architecture: { kind: 'preset', preset: 'cnn22', width: 0.2 } }],
    ['fused LSTM layers', { shape: [20, 5], architecture: { kind: 'preset', preset: 'emotion-hybrid', width: 0.25 } }],
  ] as [string, RequestOptions][])('of %s predicts the same on the cpu backend', async (_, options) => {
    const saved = await trained({ ...options, clipCount: 32 });
    await tf.setBackend('cpu');
    const model = await loadModel(saved.files);
    for (const { clip, probabilities } of saved.test.predictions) {
      const [row] = await model.predict(saved.request.features.row(clip));
      row.forEach((p, c) => {
        expect(p).toBeCloseTo(probabilities[c], 4);
      });
    }
    model.dispose();
  });
});
