import { RunCertificateSchema, STUDY_162, STUDY_162_PLAIN } from '@voxboard/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TrainedRuns } from '../testing/trained-runs.js';

const BY_SPEAKER = { name: 'by-speaker', foldCount: 2, validationFraction: 0.5 } as const;
let runs: TrainedRuns;
let clean: string;
let versionId: string;

beforeAll(async () => {
  runs = await TrainedRuns.open();
  versionId = await runs.importCorpus('clean', { seed: 3, speakerCount: 8, clipsPerSpeaker: 4 });
  const hyperparameters = { earlyStoppingPatience: 2 };
  const order = { protocol: BY_SPEAKER, recipe: STUDY_162_PLAIN, architecture: 'gender-features', hyperparameters };
  clean = await runs.train({ ...order, datasetVersionId: versionId });
});
afterAll(() => runs?.close());

async function failedChecks(runId: string): Promise<string[]> {
  const { certificate } = RunCertificateSchema.parse((await runs.certificate(runId)).document);
  return certificate.checks.filter(({ verdict }) => verdict === 'FAIL').map(({ check }) => check);
}

describe('a trained run', () => {
  test('gets a certificate that says it is clean and that anybody can verify', async () => {
    const row = await runs.certificate(clean);
    const document = RunCertificateSchema.parse(row.document);
    expect(row.verdict).toBe('CLEAN');
    expect(document.contradictions).toEqual([]);
    expect(document.certificate.checks.map(({ verdict }) => verdict)).not.toContain('UNKNOWN');
    expect(await failedChecks(clean)).toEqual([]);
    expect(document.parts.map(({ part }) => part)).toEqual([
      ...['subject', 'clips', 'split', 'evidence', 'near-duplicates', 'predictions', 'scores'],
    ]);
    expect(document.scores?.uar).toBeGreaterThanOrEqual(0);
    expect(await runs.verify(clean)).toMatchObject({ holds: true, problems: [] });
    const log = await runs.database.db.prisma.runLogLine.findMany({ where: { runId: clean } });
    expect(log.at(-1)?.line).toBe(`Leak audit: CLEAN. Certificate ${row.hash.slice(0, 12)}.`);
  });

  test('of the study is found to do everything that the study did', async () => {
    const study = await runs.train({
      datasetVersionId: versionId,
      recipe: STUDY_162,
      protocol: { name: 'study' },
      architecture: 'gender-features',
      hyperparameters: { schedule: { kind: 'reduce-on-plateau' } },
    });
    expect((await runs.certificate(study)).verdict).toBe('LEAKY');
    expect(await failedChecks(study)).toEqual([
      'augmented-twin',
      'validation-overlap',
      'scaler-scope',
      'selection-on-test',
    ]);
    expect(await runs.verify(study), 'a leak that is stated is no contradiction').toMatchObject({ holds: true });
  });

  test('on a corpus with copies planted across speakers is found to test what it trained on', async () => {
    const plant = { duplicates: 4, nearDuplicates: 4 };
    const planted = await runs.importCorpus('planted', { seed: 5, speakerCount: 8, clipsPerSpeaker: 6, plant });
    const order = { recipe: STUDY_162_PLAIN, protocol: BY_SPEAKER, architecture: 'lda' };
    const runId = await runs.train({ ...order, datasetVersionId: planted });
    expect(await failedChecks(runId)).toEqual(['same-content', 'near-duplicate']);
    const scans = await runs.database.db.prisma.nearDuplicateScan.findMany({ where: { datasetVersionId: planted } });
    expect(scans).toMatchObject([{ unheard: [] }]);
  });
});

/** Each changes what is stored, as somebody with a database prompt could. */
const TAMPERINGS: [string, string, string][] = [
  [
    'a prediction',
    'UPDATE prediction SET predicted = 1 - predicted WHERE ctid = (SELECT min(ctid) FROM prediction WHERE run_id = $1)',
    'predictions',
  ],
  [
    'a probability',
    "UPDATE prediction SET probabilities[1] = probabilities[1] + 0.001 WHERE run_id = $1 AND split = 'TEST'",
    'predictions',
  ],
  [
    'a label that was predicted against',
    "UPDATE prediction SET actual = 1 - actual WHERE run_id = $1 AND split = 'TEST'",
    'predictions',
  ],
  [
    'a missing prediction',
    'DELETE FROM prediction WHERE ctid = (SELECT min(ctid) FROM prediction WHERE run_id = $1)',
    'predictions',
  ],
  [
    'a label of the corpus',
    "UPDATE clip SET gender = CASE gender WHEN 'male' THEN 'female' ELSE 'male' END WHERE position = 3 AND dataset_version_id = (SELECT dataset_version_id FROM run_evidence WHERE run_id = $1)",
    'clips',
  ],
  [
    'a recording',
    "UPDATE clip SET sha256 = repeat('0', 64) WHERE position = 3 AND dataset_version_id = (SELECT dataset_version_id FROM run_evidence WHERE run_id = $1)",
    'clips',
  ],
  [
    'the split',
    "UPDATE split_plan SET folds = jsonb_set(folds, '{0,test,0,0}', folds #> '{0,train,0,0}') WHERE id = (SELECT split_plan_id FROM run WHERE id = $1)",
    'split',
  ],
  [
    'the hash of the split',
    "UPDATE split_plan SET split_hash = repeat('0', 64) WHERE id = (SELECT split_plan_id FROM run WHERE id = $1)",
    'split',
  ],
  [
    'the rows that trained',
    "UPDATE run_evidence SET evidence = jsonb_set(evidence, '{trained}', '[[0, 0]]') WHERE run_id = $1",
    'evidence',
  ],
  [
    'what steered the training',
    "UPDATE run_evidence SET evidence = jsonb_set(evidence, '{selection,stoppedOn}', '\"nothing\"') WHERE run_id = $1",
    'evidence',
  ],
  [
    'the recordings that sound alike',
    "UPDATE near_duplicate_scan SET pairs = '[[0, 1, 0.1]]' WHERE dataset_version_id = (SELECT dataset_version_id FROM run_evidence WHERE run_id = $1)",
    'near-duplicates',
  ],
  [
    'a confusion matrix',
    "UPDATE confusion_matrix SET counts[1] = counts[1] + 5 WHERE run_id = $1 AND split = 'TEST'",
    'scores',
  ],
  [
    'scores per class',
    "UPDATE confusion_matrix SET classes = jsonb_set(classes, '{0,recall}', '1') WHERE run_id = $1 AND split = 'VALIDATION'",
    'scores',
  ],
  [
    'a metric',
    "UPDATE metric_series SET tail_values[1] = 0.99 WHERE run_id = $1 AND key = 'uar' AND split = 'TEST'",
    'scores',
  ],
  [
    'what a board sorts by',
    "UPDATE metric_summary SET final_last = 0.99 WHERE run_id = $1 AND key = 'uar' AND split = 'TEST'",
    'scores',
  ],
  ['the fold', 'UPDATE run SET fold_index = 1 WHERE id = $1', 'subject'],
  [
    'the protocol it is ranked under',
    "UPDATE experiment SET protocol_hash = repeat('0', 64) WHERE id = (SELECT experiment_id FROM run WHERE id = $1)",
    'subject',
  ],
  [
    'the protocol it was audited under',
    "UPDATE run_evidence SET protocol_name = 'by-clip' WHERE run_id = $1",
    'subject',
  ],
];

const CERTIFICATE_TAMPERINGS: [string, string, RegExp][] = [
  [
    'its verdict',
    "document = jsonb_set(document, '{certificate,verdict}', '\"LEAKY\"')",
    /says LEAKY, the data say CLEAN/,
  ],
  [
    'a check',
    "document = jsonb_set(document, '{certificate,checks,0,verdict}', '\"FAIL\"')",
    /same-clip: the certificate says FAIL/,
  ],
  [
    'a finding',
    "document = jsonb_set(document, '{certificate,checks,0,finding}', '\"Fine.\"')",
    /same-clip: what was found/,
  ],
  [
    'its scores',
    "document = jsonb_set(document, '{scores,uar}', '0.9876')",
    /certified scores are not those of the predictions/,
  ],
  ['its hash', "hash = repeat('0', 64)", /does not have its stored hash/],
  ['its run', "document = jsonb_set(document, '{runId}', '\"another\"')", /is of run another/],
  ['the verdict that boards go by', "verdict = 'UNPROVEN'", /boards are told UNPROVEN, the certificate says CLEAN/],
  ['the labels that boards go by', "labels = '{TRANSDUCTIVE}'", /boards are told CLEAN, TRANSDUCTIVE/],
  ['all of it', "document = '{}'", /cannot be read/],
];

describe('the audit of a run whose data were changed after the fact', () => {
  /** Does it, verifies, and puts everything back. */
  async function afterTampering(sql: string) {
    const tables = [
      'prediction',
      'clip',
      'split_plan',
      'run_evidence',
      'near_duplicate_scan',
      'confusion_matrix',
      'metric_series',
      'metric_summary',
      'run',
      'experiment',
      'run_certificate',
    ];
    const { pool } = runs.database.db;
    for (const table of tables) await pool.query(`CREATE TABLE kept_${table} AS TABLE ${table}`);
    try {
      const { rowCount } = await pool.query(sql, [clean]);
      expect(rowCount, 'something was changed').toBeGreaterThan(0);
      return await runs.verify(clean);
    } finally {
      const client = await pool.connect();
      await client.query("SET session_replication_role = 'replica'");
      for (const table of tables) {
        await client.query(`DELETE FROM ${table}`);
        await client.query(`INSERT INTO ${table} SELECT * FROM kept_${table}`);
        await client.query(`DROP TABLE kept_${table}`);
      }
      await client.query("SET session_replication_role = 'origin'");
      client.release();
    }
  }

  test.each(TAMPERINGS)('names %s', async (_, sql, part) => {
    const { holds, problems } = await afterTampering(sql);
    expect(holds).toBe(false);
    expect(problems.filter(({ kind }) => kind === 'PART_CHANGED').map((problem) => problem.part)).toEqual([part]);
  });

  test.each(CERTIFICATE_TAMPERINGS)('names the certificate when somebody changed %s', async (_, change, text) => {
    const { holds, problems } = await afterTampering(`UPDATE run_certificate SET ${change} WHERE run_id = $1`);
    expect(holds).toBe(false);
    expect(problems.map((problem) => problem.text).join('\n')).toMatch(text);
  });

  test('says where stored data contradict themselves, so that the place is found', async () => {
    const relabelled = await afterTampering(
      "UPDATE prediction SET predicted = 1 - predicted WHERE ctid = (SELECT min(ctid) FROM prediction WHERE run_id = $1 AND split = 'TEST')",
    );
    const texts = relabelled.problems.filter(({ kind }) => kind === 'CONTRADICTION').map(({ text }) => text);
    expect(texts[0]).toMatch(
      /^Actor_.*\.wav \(TEST\): predicted as a class that does not have the highest probability\.$/,
    );
    expect(texts[1]).toBe('The TEST confusion matrix does not follow from the predictions.');
  });

  test('holds again once everything is as it was', async () => {
    expect(await runs.verify(clean)).toMatchObject({ holds: true, problems: [] });
  });
});
