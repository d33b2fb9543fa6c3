import { createHash } from 'node:crypto';
import { makeClips } from '@voxboard/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, startTestApi } from '../../testing/api-under-test.js';

const UPLOAD = `mutation ($input: UploadRunEvidenceInput!) {
  uploadRunEvidence(input: $input) {
    __typename
    ... on UploadRunEvidenceSuccess { run { id auditStatus certificate { ...whole } } }
    ... on UserError { code message path }
  }
}
fragment whole on Certificate {
  status task protocol labels runCount uncertifiedRunCount hash description contradictions
  checks { name severity verdict finding remedy counts { name count } examples } parts { part sha256 }
}`;
const RUN = `query ($id: ID!) { run(id: $id) {
  auditStatus certificate { status checks { name verdict } }
  experiment { auditStatus certificate { runCount uncertifiedRunCount status } }
} }`;

interface Uploaded {
  uploadRunEvidence: {
    __typename: string;
    message?: string;
    path?: string[];
    run?: {
      auditStatus: string | null;
      certificate: {
        hash: string;
        description: string;
        labels: string[];
        parts: { part: string }[];
        checks: { name: string; verdict: string }[];
      } | null;
    };
  };
}

describe('the audit of a run that a script trained', () => {
  let api: ApiUnderTest;
  let projectSlug: string;
  let datasetVersionId: string;
  const clips = makeClips(64);
  beforeAll(async () => {
    api = await startTestApi();
    const project = await api.make.project();
    projectSlug = project.slug;
    const { id: datasetId } = await api.make.dataset({ projectId: project.id });
    ({ id: datasetVersionId } = await api.make.datasetVersion({ datasetId }, clips));
  });
  afterAll(() => api.close());

  async function externalRun(experiment: string): Promise<string> {
    const { createRun } = await api.ask<{ createRun: { run: { id: string } } }>(
      'mutation ($input: CreateRunInput!) { createRun(input: $input) { ... on CreateRunSuccess { run { id } } } }',
      { input: { projectSlug, experiment, task: 'GENDER', params: {}, tags: [] } },
    );
    return createRun.run.id;
  }
  const finish = (runId: string) =>
    api.ask('mutation ($id: ID!) { finishRun(input: { runId: $id, status: FINISHED }) { __typename } }', { id: runId });
  const rowsOf = (...speakers: string[]) =>
    clips.filter(({ speaker }) => speakers.includes(speaker)).map(({ path }) => ({ clip: path }));
  /** Speakers 01 and 02 are tested, 03 and 04 train; every field is stated and nothing is wrong. */
  const careful = (runId: string) => ({
    runId,
    task: 'GENDER',
    protocol: 'by-speaker',
    labels: ['male', 'female'],
    datasetVersionId,
    trained: rowsOf('03', '04'),
    tested: rowsOf('01', '02'),
    fitted: rowsOf('03', '04'),
    unlabelled: [],
    stoppedOn: [],
    tunedOn: [],
    usedLabels: clips.map(({ path, gender }) => ({ clip: path, label: gender })),
  });
  const upload = async (input: object) => (await api.ask<Uploaded>(UPLOAD, { input })).uploadRunEvidence;

  it('says UNVERIFIED until evidence is uploaded', async () => {
    const runId = await externalRun('silent');
    expect(await api.ask(RUN, { id: runId })).toMatchObject({ run: { auditStatus: null, certificate: null } });
    await finish(runId);
    expect(await api.ask(RUN, { id: runId })).toEqual({
      run: {
        auditStatus: 'UNVERIFIED',
        certificate: null,
        experiment: { auditStatus: 'UNVERIFIED', certificate: null },
      },
    });
  });

  it('comes when the run finishes, where evidence was uploaded before', async () => {
    const runId = await externalRun('before');
    expect(await upload(careful(runId))).toMatchObject({ run: { auditStatus: null, certificate: null } });
    await finish(runId);
    const { run } = await api.ask<{ run: { certificate: { checks: { name: string; verdict: string }[] } } }>(RUN, {
      id: runId,
    });
    expect(run).toMatchObject({ auditStatus: 'UNPROVEN', experiment: { auditStatus: 'UNPROVEN' } });
    const open = run.certificate.checks.filter(({ verdict }) => verdict === 'UNKNOWN').map(({ name }) => name);
    expect(open, 'nobody has listened to this dataset').toEqual(['near-duplicate']);
  });

  it('comes at once for a finished run, by path or by hash, and is replaced by the next statement', async () => {
    const runId = await externalRun('after');
    await finish(runId);
    await api.test.db.pool.query(
      `INSERT INTO near_duplicate_scan (dataset_version_id, version, pairs, unheard) VALUES ($1, 1, '[]', '{}')`,
      [datasetVersionId],
    );
    const tested = clips.filter(({ speaker }) => speaker < '03').map(({ sha256 }) => ({ clip: sha256 }));
    const first = await upload({ ...careful(runId), tested });
    expect(first.run?.auditStatus).toBe('CLEAN');
    expect(first.run?.certificate?.parts.map(({ part }) => part)).toContain('evidence');
    expect(first.run?.certificate?.description).toMatch(/^CLEAN: no leak found/);
    const leaky = await upload({ ...careful(runId), fitted: rowsOf('01', '02', '03', '04'), unlabelled: rowsOf('01') });
    expect(leaky.run?.auditStatus).toBe('LEAKY');
    expect(leaky.run?.certificate?.labels).toEqual(['TRANSDUCTIVE']);
    expect(leaky.run?.certificate?.hash).not.toBe(first.run?.certificate?.hash);
  });

  it('works on a list of recordings that are not here', async () => {
    const runId = await externalRun('own list');
    await finish(runId);
    const list = clips.map(({ path, sha256, speaker, gender }) => ({ name: path, sha256, speaker, gender }));
    const { run } = await upload({ ...careful(runId), datasetVersionId: null, clips: list });
    expect(run?.auditStatus).toBe('UNPROVEN');
    expect(run?.certificate?.checks.find(({ name }) => name === 'shared-speaker')?.verdict).toBe('PASS');
  });

  it('makes an experiment as good as its worst run', async () => {
    const [clean, leaky] = [await externalRun('worst'), await externalRun('worst')];
    for (const runId of [clean, leaky]) await finish(runId);
    await upload(careful(clean));
    const { run: half } = await api.ask<{ run: unknown }>(RUN, { id: clean });
    expect(half).toMatchObject({ experiment: { auditStatus: 'UNVERIFIED', certificate: { uncertifiedRunCount: 1 } } });
    await upload({ ...careful(leaky), trained: rowsOf('01', '03', '04'), fitted: [] });
    const { run: whole } = await api.ask<{ run: unknown }>(RUN, { id: clean });
    expect(whole).toMatchObject({
      auditStatus: 'CLEAN',
      experiment: { auditStatus: 'LEAKY', certificate: { runCount: 2, uncertifiedRunCount: 0, status: 'LEAKY' } },
    });
  });

  it.each([
    [
      'a clip that does not exist',
      { trained: [{ clip: 'nobody.wav' }] },
      /No recording is called "nobody.wav"/,
      ['trained', '0', 'clip'],
    ],
    ['no tested rows', { tested: [] }, /must name the rows that the score is of/, ['tested']],
    ['an unknown protocol', { protocol: 'by-luck' }, /protocol/, ['protocol']],
    [
      'a label that is none',
      { usedLabels: [{ clip: clips[0]?.path, label: 'tall' }] },
      /"tall" is none/,
      ['usedLabels', '0', 'label'],
    ],
    ['neither dataset nor list', { datasetVersionId: null }, /either datasetVersionId or clips/, ['datasetVersionId']],
    ['another task than the experiment', { task: 'EMOTION' }, /predicts GENDER, not EMOTION/, ['task']],
    ['two parts watched', { stoppedOn: ['TEST', 'VALIDATION'] }, /one part/, ['stoppedOn']],
    [
      'a list with a name twice',
      { datasetVersionId: null, clips: [1, 2].map(() => ({ name: 'a', speaker: 's' })) },
      /in the list twice/,
      ['clips'],
    ],
  ])('refuses %s', async (_, change, message, path) => {
    const runId = await externalRun('bad');
    const answer = await upload({ ...careful(runId), ...change });
    expect(answer).toMatchObject({ __typename: 'InvalidInputError', path });
    expect(answer.message).toMatch(message);
  });

  it('refuses runs that are not there, that failed, and that Voxboard trains', async () => {
    const missing = await upload(careful('00000000-0000-7000-8000-000000000000'));
    expect(missing.__typename).toBe('NotFoundError');
    const { id: launched } = await api.make.run({ source: 'LAUNCHED', status: 'QUEUED' });
    expect((await upload(careful(launched))).message).toMatch(/own workers/);
    const failed = await externalRun('failed');
    await api.ask('mutation ($id: ID!) { finishRun(input: { runId: $id, status: FAILED }) { __typename } }', {
      id: failed,
    });
    expect((await upload(careful(failed))).message).toMatch(/is FAILED/);
  });

  it('hands out what was hashed, and says why where there is nothing', async () => {
    const runId = await externalRun('record');
    const RECORD = 'query ($id: ID!) { auditRecord(runId: $id) { hash document parts { part sha256 text } } }';
    const codeOf = async (id: string) => (await api.send(RECORD, { id })).errors?.[0]?.extensions?.code;
    expect(await codeOf(runId)).toBe('NOT_READY');
    expect(await codeOf('nothing')).toBe('NOT_FOUND');
    await finish(runId);
    expect(await codeOf(runId)).toBe('NO_EVIDENCE');
    await upload(careful(runId));
    const { auditRecord } = await api.ask<{ auditRecord: { hash: string; parts: { sha256: string; text: string }[] } }>(
      RECORD,
      { id: runId },
    );
    expect(auditRecord.parts).toHaveLength(7);
    for (const { text, sha256 } of auditRecord.parts) {
      expect(createHash('sha256').update(text).digest('hex')).toBe(sha256);
    }
  });
});
