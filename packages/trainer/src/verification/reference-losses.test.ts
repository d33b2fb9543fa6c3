import { ARCHITECTURE_PRESETS, type ArchitecturePreset } from '@voxboard/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend } from '../backends/choose-backend.js';
import type { TrainingBackend } from '../backends/training-backend.js';
import { referenceLosses, repeatReference } from './reference-losses.js';

// Ten SGD steps from equal weights on equal batches, by Keras 3.15 on TensorFlow 2.21 (tools/keras/reference_losses.py).
// Sixteen million weights take a while on a busy machine.
const TIMEOUT_MS = 300_000;

describe.each(['wasm+ort', 'wasm'])('on %s', (name) => {
  let backend: TrainingBackend;
  beforeAll(async () => {
    ({ backend } = await chooseBackend({ preferred: name, threads: 2 }));
  });
  afterAll(() => backend.dispose());

  it.each(Object.entries(referenceLosses()))(
    '%s goes through Keras’ losses',
    { timeout: TIMEOUT_MS },
    async (preset, expected) => {
      expect(ARCHITECTURE_PRESETS).toContain(preset);
      const actual = await repeatReference(preset as ArchitecturePreset, expected, backend);
      expect(actual).toHaveLength(10);
      actual.forEach((loss, step) => {
        expect(Math.abs(loss - expected.losses[step]) / expected.losses[step]).toBeLessThan(1e-4);
      });
    },
  );
});
