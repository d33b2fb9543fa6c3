import { TRIAL_TRANSITIONS, type TrialStatus } from '@voxboard/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFactories } from '../testing/factories.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { SweepRepository } from './sweep.repository.js';

const STATUSES: readonly TrialStatus[] = ['PLANNED', 'RUNNING', 'COMPLETE', 'STOPPED', 'FAILED', 'CANCELED'];
const ENDS = ['COMPLETE', 'STOPPED', 'FAILED', 'CANCELED'] as const;

describe('the trials of a sweep', () => {
  let test: TestDatabase;
  let sweeps: SweepRepository;
  let sweepId: string;
  let experimentId: string;

  beforeEach(async () => {
    test = await createTestDatabase();
    sweeps = new SweepRepository(test.db);
    const { id, projectId } = await makeFactories(test.db).experiment();
    experimentId = id;
    const definition = {} as Parameters<SweepRepository['create']>[0]['definition'];
    sweepId = (await sweeps.create({ projectId, name: 'search', definition })).id;
  });
  afterEach(() => test.close());

  /** A trial in a status, whatever led there. */
  const trialIn = async (number: number, status: TrialStatus) => {
    await sweeps.plan(sweepId, number, {});
    const where = { sweepId_number: { sweepId, number } };
    return (await test.db.prisma.sweepTrial.update({ where, data: { status } })).id;
  };

  it('go only where the state machine leads', async () => {
    const moved: string[] = [];
    const allowed: string[] = [];
    let number = 1;
    for (const from of STATUSES) {
      for (const to of ENDS) {
        const id = await trialIn(number++, from);
        if (await sweeps.end(id, { status: to, objective: null, reason: null, trainSeconds: null })) {
          moved.push(`${from} ${to}`);
        }
        if (TRIAL_TRANSITIONS[from].includes(to)) allowed.push(`${from} ${to}`);
      }
    }
    expect(moved).toEqual(allowed);
    expect(allowed).not.toContain('PLANNED COMPLETE');
  });

  it('are launched once, and planned once for each number', async () => {
    const id = await trialIn(1, 'PLANNED');
    expect(await sweeps.launched(id, experimentId)).toBe(true);
    expect(await sweeps.launched(id, experimentId)).toBe(false);
    await sweeps.plan(sweepId, 1, { again: true });
    expect(await test.db.prisma.sweepTrial.count({ where: { sweepId } })).toBe(1);
  });
});
