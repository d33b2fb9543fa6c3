import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend } from '../backends/choose-backend.js';
import type { TrainingBackend } from '../backends/training-backend.js';
import { tf } from '../tensorflow.js';
import { architectureDiagram, describeArchitecture } from './describe-architecture.js';

let backend: TrainingBackend;
beforeAll(async () => {
  ({ backend } = await chooseBackend({ preferred: 'wasm' }));
});
afterAll(() => backend.dispose());

describe('describeArchitecture', () => {
  it('lists the study’s gender network layer by layer', async () => {
    const before = tf.memory().numTensors;
    const table = await describeArchitecture({ kind: 'preset', preset: 'gender-features', width: 1 }, [162], 2);
    expect(table.layers.map((l) => [l.kind, l.parameters])).toEqual([
      ['InputLayer', 0],
      ['Conv1D', 128],
      ['MaxPooling1D', 0],
      ['Conv1D', 3104],
      ['MaxPooling1D', 0],
      ['Conv1D', 3104],
      ['MaxPooling1D', 0],
      ['Flatten', 0],
      ['Dense', 8256],
      ['Dropout', 0],
      ['Dense', 65],
    ]);
    expect(table.parameters).toBe(14_657);
    // 160 positions × 32 filters × 3 taps × 1 channel, a multiplication and an addition each
    expect(table.layers[1]).toMatchObject({ outputShape: [160, 32], flops: 2 * 160 * 32 * 3, activationBytes: 20_480 });
    expect(table.layers[8].flops).toBe(2 * 128 * 64);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('says what a step takes at a batch size, and draws which layer reads which', async () => {
    const spec = { kind: 'preset', preset: 'cnn22', width: 1 } as const;
    const cnn = await describeArchitecture(spec, [144, 86], 8);
    const atBatch = (rows: number) => cnn.stepMemory.fixedBytes + rows * cnn.stepMemory.bytesPerRow;
    expect(atBatch(64) - atBatch(32)).toBeGreaterThan(32 * (cnn.activationBytes ?? Number.NaN));
    const attention = cnn.layers.find(({ kind }) => kind === 'VoxboardAttentiveStatistics');
    expect(attention?.inputs, 'frames and their mask').toHaveLength(2);
    const diagram = architectureDiagram(cnn);
    expect(diagram).toMatch(/^flowchart TD\n {2}l0\["InputLayer<br\/>144 × 86"\]/);
    const edges = diagram.split('\n').filter((line) => line.includes('-->'));
    expect(edges).toHaveLength(cnn.layers.flatMap(({ inputs }) => inputs).length);
    expect(edges.join()).not.toContain('undefined');
  });

  it('counts recurrent layers by step, and both directions', async () => {
    const spec = { kind: 'preset', preset: 'emotion-hybrid', width: 1 } as const;
    const { layers } = await describeArchitecture(spec, [300, 166], 8);
    expect(layers[1]).toMatchObject({ kind: 'LSTM', flops: 2 * 300 * (166 + 64) * 256 });
    expect(layers[3]).toMatchObject({ kind: 'Bidirectional', flops: 4 * 300 * (32 + 32) * 128 });
  });

  it('leaves moving averages out of the trainable parameters, as Keras does', async () => {
    const spec = { kind: 'preset', preset: 'emotion-features', width: 1 } as const;
    const table = await describeArchitecture(spec, [162], 8);
    expect(table).toMatchObject({ parameters: 16_279_048, trainableParameters: 16_272_904 });
    // 283 million operations: the second convolution alone takes 210
    expect((table.flops ?? Number.NaN) / 1e6).toBeCloseTo(285.5, 0);
  });

  it('knows LDA and the attention of cnn22', async () => {
    const lda = await describeArchitecture({ kind: 'preset', preset: 'lda', width: 1 }, [803], 8);
    expect(lda.parameters).toBe(6432);
    const cnn = await describeArchitecture({ kind: 'preset', preset: 'cnn22', width: 1 }, [144, 86], 8);
    expect(cnn.layers.find((l) => l.kind === 'VoxboardAttentiveStatistics')?.flops).toBe(36 * (2 * 128 * 32 + 4 * 128));
  });
});
