import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeCorpus } from '@voxboard/synth-audio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseCsv } from '../ensemble/parse-csv.js';
import { runCli } from '../index.js';
import { RecordingOutput } from '../testing/recording-output.js';

const DOCS = new URL('../../../../docs/trainer.md', import.meta.url);

let folder: string;
let corpus: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voxboard-train-'));
  corpus = join(folder, 'corpus');
  await writeCorpus(corpus, { seed: 3, speakerCount: 8, clipsPerSpeaker: 8 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);
async function voxboard(...args: string[]) {
  const output = new RecordingOutput();
  const code = await runCli(args, { output });
  return { code, out: output.results.join('\n'), err: output.messages.join('\n'), progress: output.progressLines };
}
async function trainWith(config: string, out: string, ...more: string[]) {
  await writeFile(at('config.yaml'), config);
  return voxboard(
    ...['train', at('config.yaml'), '--data', corpus, '--out', at(out), '--data-dir', at('data')],
    ...['--backend', 'wasm+ort', ...more],
  );
}
const ScoresSchema = z.object({ scores: z.object({ uar: z.object({ estimate: z.number() }) }) });
const evaluationOf = async (out: string) => {
  const text = await readFile(join(at(out), 'evaluation.json'), 'utf8');
  return ScoresSchema.loose().parse(JSON.parse(text));
};
const LDA = 'task: gender\narchitecture: lda\nrecipe: study-162-plain\nprotocol: {name: by-speaker, foldCount: 2}\n';
const MLP = `${LDA.replace('lda', '{preset: mlp, width: 0.1}')}hyperparameters: {epochs: 3}\n`;

describe('voxboard train', { timeout: 120_000 }, () => {
  it('trains every fold and seed, and writes what a board would show', async () => {
    const { code, out, progress } = await trainWith(`${MLP}seeds: [0, 7]\n`, 'results', '--batches');
    expect(code).toBe(0);
    expect(out).toMatch(/^uar\t0\.\d{4} \(95 %: 0\.\d{4} to [01]\.\d{4}\)\n/);
    expect(progress.at(-1)).toMatch(/100 %.*fold 2 seed 7 epoch 3\/3 {2}train loss/);
    const names = ['classes.csv', 'config.yaml', 'confusion.csv', 'corpus.json', 'environment.json', 'evaluation.json'];
    expect((await readdir(at('results'))).sort()).toEqual([...names, 'predictions.csv', 'runs', 'split.json']);
    const run = join(at('results'), 'runs', 'fold-2-seed-7');
    expect(await readdir(join(run, 'model'))).toEqual(['model.json', 'voxboard.json', 'weights.bin']);
    const [header, ...epochs] = parseCsv(await readFile(join(run, 'metrics.csv'), 'utf8'));
    expect(epochs.map(([epoch]) => epoch)).toEqual(['1', '2', '3']);
    for (const split of ['train', 'validation']) {
      for (const key of ['loss', 'accuracy', 'uar', 'macro_f1']) expect(header).toContain(`${split}_${key}`);
    }
    const batches = parseCsv(await readFile(join(run, 'batches.csv'), 'utf8'));
    expect(batches.at(-1)).toMatchObject(['3', '1', expect.stringMatching(/^\d/), '0.001']);
    const predictions = parseCsv(await readFile(join(at('results'), 'predictions.csv'), 'utf8'));
    const tested = predictions.filter((cells) => cells[2] === 'TEST');
    expect(tested, 'each clip once a seed').toHaveLength(2 * 64);
    const hits = tested.filter((cells) => cells[6] === cells[7]).length;
    // As many clips of men as of women: the mean recall is the share of hits.
    expect((await evaluationOf('results')).scores.uar.estimate).toBeCloseTo(hits / 128, 12);
  });

  it('gives the same predictions from the configuration that it wrote', async () => {
    await trainWith(MLP, 'first');
    const again = await trainWith(await readFile(join(at('first'), 'config.yaml'), 'utf8'), 'second');
    expect(again.code).toBe(0);
    const predictions = (name: string) => readFile(join(at(name), 'predictions.csv'), 'utf8');
    expect(await predictions('second')).toBe(await predictions('first'));
  });

  it('trains the example of the documentation', async () => {
    const [, example] = /```yaml\n([\s\S]*?)```/.exec(await readFile(DOCS, 'utf8')) ?? [];
    const { code, err } = await trainWith(example ?? '', 'example');
    expect([code, err]).toMatchObject([0, expect.stringMatching(/8 runs to train/)]);
  });

  it('trains 8 speakers, whose names are the labels', async () => {
    const config =
      'task: speaker\narchitecture: lda\nrecipe: study-162-plain\nprotocol: {name: by-clip, foldCount: 2}\n';
    expect((await trainWith(config, 'speakers')).code).toBe(0);
    const { labels, scores } = await evaluationOf('speakers');
    expect(labels).toEqual(['01', '02', '03', '04', '05', '06', '07', '08']);
    expect(scores.uar.estimate).toBeGreaterThan(0.3);
  });

  it('pools experiments, also with an ensemble', async () => {
    await trainWith(LDA, 'lda');
    await trainWith(`${MLP}seeds: [1, 2]\n`, 'mlp');
    const { code, out } = await voxboard('ensemble', at('lda'), at('mlp'), '--out', at('pool'));
    expect(code).toBe(0);
    expect(out).toMatch(/2 members, 2 folds/);
    const ensemble = JSON.parse(await readFile(join(at('pool'), 'ensemble.json'), 'utf8'));
    expect(ensemble.members).toMatchObject([{ seeds: [0] }, { seeds: [1, 2] }]);
    expect(ensemble.weights).toHaveLength(2);
    expect((await voxboard('ensemble', at('pool'), at('lda'), '--out', at('pool2'))).code).toBe(0);
    const unequal = await voxboard('ensemble', at('lda'), at('speakers'), '--out', at('pool3'));
    expect(unequal).toMatchObject({ code: 1, err: expect.stringMatching(/task/) });
  });
});

describe('voxboard train, when something is wrong,', { timeout: 120_000 }, () => {
  const refusal = async (config: string, ...more: string[]) => {
    const { code, err, out } = await trainWith(config, 'refused', ...more);
    expect([code, out]).toEqual([1, '']);
    const left = (await readdir(folder)).filter((name) => name.includes('refused'));
    expect(left, 'nothing half-saved').toEqual([]);
    return err;
  };

  it.each([
    ['task: [', /cannot be read as YAML/],
    [LDA.replace('gender', 'mood'), /task: /],
    [`${LDA}hyperparameters: {epoch: 3}\n`, /hyperparameters: .*epoch/],
    [`${LDA}hyperparameters: {epochs: 0}\n`, /hyperparameters\.epochs/],
    [`${LDA}sedes: [1]\n`, /sedes/],
    [`${LDA}folds: [3]\n`, /no fold 3/],
    [LDA.replace('study-162-plain', 'soup'), /no "soup"/],
    [LDA.replace('by-speaker, foldCount: 2', 'upm-5'), /upm-5/],
    [LDA.replace('lda', '{file: nowhere.json}'), /does not exist/],
  ])('says so of %j', async (config, message) => {
    expect(await refusal(config)).toMatch(message);
  });

  it('says that a corpus or backend is not there, or that a corpus is empty', async () => {
    expect(await refusal(LDA, '--data', at('nowhere'))).toMatch(/nowhere/);
    expect(await refusal(LDA, '--backend', 'abacus')).toMatch(/no such backend/);
    await mkdir(at('empty'));
    expect(await refusal(LDA, '--data', at('empty'))).toMatch(/no usable recording/);
  });

  it('names the reason of an architecture that cannot be built', async () => {
    await writeFile(at('layers.json'), '{"class_name": "Sequential", "config": {"layers": []}}');
    expect(await refusal(LDA.replace('lda', '{file: layers.json}'))).toMatch(/layer/i);
    await writeFile(at('layers.json'), 'layers');
    expect(await refusal(LDA.replace('lda', '{file: layers.json}'))).toMatch(/no JSON object/);
  });

  it('writes neither over other results nor below a file, unless told to', async () => {
    await mkdir(at('taken'));
    await writeFile(join(at('taken'), 'mine.txt'), 'mine');
    expect((await trainWith(LDA, 'taken')).err).toMatch(/not empty/);
    expect(await readdir(at('taken'))).toEqual(['mine.txt']);
    expect((await trainWith(LDA, 'config.yaml/below')).err).toMatch(/a file lies where a folder is needed/);
    const replaced = await trainWith(LDA, 'taken', '--overwrite');
    expect(replaced.code).toBe(0);
    expect(await readdir(at('taken'))).not.toContain('mine.txt');
  });

  it('ends at an interrupt with an error, and nothing half-saved', async () => {
    const long = MLP.replace('epochs: 3', 'epochs: 10000');
    const output = new RecordingOutput();
    output.progress = (line) => {
      if (line.includes('epoch 2/')) process.emit('SIGINT');
    };
    await writeFile(at('config.yaml'), long);
    const args = ['train', at('config.yaml'), '--data', corpus, '--out', at('refused'), '--data-dir', at('data')];
    expect(await runCli([...args, '--backend', 'wasm+ort'], { output })).toBe(1);
    expect(output.messages.at(-1)).toMatch(/canceled/);
    expect((await readdir(folder)).filter((name) => name.includes('refused'))).toEqual([]);
  });
});
