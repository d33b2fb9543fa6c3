import { createTestDatabase, type TestDatabase } from '@voxboard/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { IdempotencyService } from './idempotency.service.js';

const ReplySchema = z.object({ made: z.number() });

describe('work in several steps under a key', () => {
  let test: TestDatabase;
  let service: IdempotencyService;
  let done = 0;

  beforeAll(async () => {
    test = await createTestDatabase();
    service = new IdempotencyService(test.db);
  });
  afterAll(() => test.close());

  const work = async () => ({ made: ++done });
  const send = (key: string | null, doing = work, input: object = { a: 1 }, operation = 'launchTemplate') =>
    service.onceInSteps({ key, operation, input: { ...input } }, ReplySchema, doing);

  it('is done once, and every repetition gets what the first replied', async () => {
    const first = await send('once');
    expect(await send('once')).toEqual(first);
    expect(await send('once', work, { a: 1, b: undefined })).toEqual(first);
  });

  it('is done each time without a key', async () => {
    expect((await send(null)).made).not.toBe((await send(null)).made);
  });

  it('is refused when the key was used for another input or another operation', async () => {
    await send('taken');
    const before = done;
    const refused = { code: 'INVALID_INPUT', path: ['idempotencyKey'], message: expect.stringContaining('another') };
    await expect(send('taken', work, { a: 2 })).rejects.toMatchObject(refused);
    await expect(send('taken', work, { a: 1 }, 'launchBaselines')).rejects.toMatchObject(refused);
    expect(done).toBe(before);
  });

  it('is refused while the first is still at it, and gets its reply afterwards', async () => {
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let begin = () => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const first = send('at it', async () => {
      begin();
      await finished;
      return work();
    });
    await begun;
    await expect(send('at it')).rejects.toThrow('still being done');
    finish();
    const reply = await first;
    expect(await send('at it')).toEqual(reply);
  });

  it('leaves the key free when it fails', async () => {
    const failing = async () => {
      throw new Error('no room');
    };
    await expect(send('failed', failing)).rejects.toThrow('no room');
    expect(await send('failed')).toEqual({ made: done });
  });

  it('is taken over from a process that died in the middle, after a while', async () => {
    await test.db.sql.query(
      `INSERT INTO idempotent_reply (key, operation, input_hash, reply)
       SELECT 'died', operation, input_hash, 'null'::jsonb FROM idempotent_reply WHERE key = 'once'`,
    );
    await expect(send('died')).rejects.toThrow('still being done');
    await test.db.sql.query(`UPDATE idempotent_reply SET created_at = now() - interval '3 min' WHERE key = 'died'`);
    expect(await send('died')).toEqual({ made: done });
  });
});
