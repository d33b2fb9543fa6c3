import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ApiUnderTest, startTestApi } from '../testing/api-under-test.js';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const CHECK = fileURLToPath(new URL('./testing/client_check.py', import.meta.url));

/** The benchmarks' environment, which `npm run bench:api` makes, or whatever `python3` is there. */
function pythonWithMlflow(): string | null {
  for (const python of [join(ROOT, '.voxboard/bench/trackers/bin/python'), 'python3']) {
    if (python.includes('/') && !existsSync(python)) continue;
    try {
      execFileSync(python, ['-c', 'import importlib.util as u, sys; sys.exit(u.find_spec("mlflow") is None)'], {
        stdio: 'ignore',
      });
      return python;
    } catch {
      // No such Python, or none with MLflow.
    }
  }
  return null;
}

const python = pythonWithMlflow();
const reason =
  python === null ? ' (skipped: no Python with mlflow; `npm run bench:api` makes one in .voxboard/bench)' : '';

describe.skipIf(python === null)(`an unmodified MLflow client${reason}`, () => {
  let api: ApiUnderTest;
  let home: string;
  let seen: Record<string, unknown>;

  beforeAll(async () => {
    api = await startTestApi();
    await api.make.project({ slug: 'demo' });
    home = await mkdtemp(join(tmpdir(), 'voxboard-mlflow-'));
    const { stdout } = await promisify(execFile)(python ?? '', [CHECK, `${api.url}/mlflow`], {
      cwd: home,
      env: {
        PATH: `${join(python ?? '', '..')}:/usr/bin:/bin`,
        HOME: home,
        MLFLOW_DISABLE_TELEMETRY: 'true',
        DO_NOT_TRACK: '1',
        MLFLOW_HTTP_REQUEST_MAX_RETRIES: '1',
        GIT_PYTHON_REFRESH: 'quiet',
      },
      maxBuffer: 32 << 20,
    });
    const line = stdout.split('\n').find((one) => one.startsWith('RESULT ')) ?? 'RESULT {}';
    seen = z.record(z.string(), z.unknown()).parse(JSON.parse(line.slice('RESULT '.length)));
  }, 300_000);
  afterAll(async () => {
    await api?.close();
    if (home) await rm(home, { recursive: true, force: true });
  });

  it('reads back names, numbers, steps and times as it logged them', () => {
    expect(seen.first).toMatchObject({
      name: 'first',
      status: 'FINISHED',
      metrics: { val_loss: 1 / 3, odd: 'inf', train_accuracy: 0.5, test_uar: 0.6, loss: 3.5, many: 2499 },
      params: { width: '256', lr: '1e-05', name: 'mlp', none: 'None', late: 'yes' },
      tags: { stage: 'baseline', t: 'u', 'mlflow.runName': 'first', 'mlflow.note.content': 'what it is about' },
      times: [true, true],
    });
    expect(seen.first).not.toHaveProperty('tags.gone');
    expect(seen.history).toEqual([0, 1, 2].map((step) => [step, 1_750_000_000_000 + step, 1 / (step + 1)]));
    expect(seen.odd).toEqual([
      [1, 'nan'],
      [2, '-inf'],
      [3, 'inf'],
    ]);
    expect(seen.many).toBe(2500);
  });

  it('lists, reads and downloads the artifacts it uploaded', () => {
    expect(seen.files).toEqual(['conf', 'conf/config.json', 'files', 'files/big.bin', 'notes', 'notes/grüße 1.txt']);
    expect([seen.text, seen.bytes]).toEqual(['grüße', true]);
  });

  it('is told of mistakes in its own words', () => {
    expect(seen.refused).toEqual([
      'INVALID_PARAMETER_VALUE',
      'RESOURCE_DOES_NOT_EXIST',
      'RESOURCE_ALREADY_EXISTS',
      'INVALID_PARAMETER_VALUE',
    ]);
    expect(seen.missing).toBeNull();
  });

  it('resumes a run by its id, and ends it otherwise', () => {
    expect([seen.resumed, seen.failed]).toEqual(['RUNNING', 'FAILED']);
  });

  it('searches with filters, orders and pages', () => {
    expect(seen.search).toEqual({
      filtered: ['sweep 2', 'sweep 1'],
      ordered: ['sweep 0', 'sweep 1', 'first', 'sweep 2', 'sweep 4', 'sweep 3'],
      quoted: ['first'],
      listed: ['first'],
    });
    expect(seen.pages).toEqual([
      ['sweep 4', 'sweep 3'],
      ['sweep 2', 'sweep 1'],
    ]);
  });

  it('deletes and restores runs and experiments', () => {
    expect([seen.deleted, seen.restored]).toEqual([[false, true], true]);
    expect(seen.experiment).toEqual({
      deleted: 'deleted',
      active: ['speech-emotion'],
      restored: ['renamed', 'active', { x: 'y', z: '1' }],
    });
  });

  it('logs scikit-learn by itself, and loads the model it logged', ({ skip }) => {
    if (seen.sklearn === null) skip('no scikit-learn beside mlflow: pip install scikit-learn');
    expect(seen.sklearn).toMatchObject({
      status: 'FINISHED',
      estimators: '3',
      datasets: 1,
      models: 1,
      files: ['estimator.html', 'metric_info.json', 'training_confusion_matrix.png'],
      same: true,
      logged: 3,
      children: 2,
    });
    expect(seen).toHaveProperty(
      'sklearn.metrics',
      expect.arrayContaining(['training_accuracy_score', 'training_score']),
    );
    expect(seen.alone).toEqual([true, 'alone']);
  });

  it('shows in Voxboard as experiments, runs, metrics by split, labels and artifacts', async () => {
    const { project } = await api.ask<{ project: { runs: { nodes: Record<string, unknown>[] } } }>(
      `{ project(slug: "mlflow") { runs(first: 50) { nodes {
          name status notes tags params experiment { name }
          metrics(keys: ["loss", "uar"]) { key split last count } artifacts { path sizeBytes } } } } }`,
    );
    expect(project.runs.nodes.find((run) => run.name === 'first')).toMatchObject({
      status: 'FINISHED',
      notes: 'what it is about',
      tags: expect.arrayContaining(['stage=baseline', 't=u']),
      params: { width: '256' },
      experiment: { name: 'speech-emotion' },
      metrics: [
        { key: 'loss', split: 'TRAIN', last: 3.5, count: 1 },
        { key: 'loss', split: 'VALIDATION', last: 0.125, count: 4 },
        { key: 'uar', split: 'TEST', last: 0.6, count: 1 },
      ],
      artifacts: [
        { path: 'conf/config.json', sizeBytes: expect.any(Number) },
        { path: 'files/big.bin', sizeBytes: 5_120_000 },
        { path: 'notes/grüße 1.txt', sizeBytes: 7 },
      ],
    });
  });
});
