import { hashOf } from '@voxboard/db';
import type { Protocol } from '@voxboard/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, startTestApi } from '../testing/api-under-test.js';
import { type BoardWorld, makeBoardWorld, putExperiment } from '../testing/measured-experiment.js';

const protocol: Protocol = { name: 'by-speaker', foldCount: 2 };

describe('boards by address', () => {
  let api: ApiUnderTest;
  let world: BoardWorld;
  let experimentId: string;
  let base: string;

  beforeAll(async () => {
    api = await startTestApi();
    world = await makeBoardWorld(api, 'lab');
    const name = '=cmd|\' /C calc\'!A0, "quoted"';
    experimentId = await putExperiment(world, { name, protocol, folds: [0, 1], hitsOfTen: 8 });
    await putExperiment(world, { name: 'half', protocol, folds: [0], hitsOfTen: 8 });
    base = `${api.url}/boards/lab/emotion/${world.versionId}/${hashOf(protocol)}`;
  });
  afterAll(() => api.close());

  const get = async (url: string) => {
    const response = await fetch(url);
    return {
      status: response.status,
      type: response.headers.get('content-type') ?? '',
      text: await response.text(),
      headers: response.headers,
    };
  };

  it.each([
    ['csv', 'text/csv'],
    ['json', 'application/json'],
    ['md', 'text/markdown'],
    ['tex', 'application/x-tex'],
    ['svg', 'image/svg+xml'],
    ['picture.svg', 'image/svg+xml'],
  ])('writes .%s as %s, which nothing in it can run', async (extension, type) => {
    const answer = await get(`${base}.${extension}`);
    expect(answer.status).toBe(200);
    expect(answer.type).toContain(type);
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.text.length).toBeGreaterThan(100);
  });

  it('agrees with the page: the entries of both lists, ranked ones first', async () => {
    const { entries } = JSON.parse((await get(`${base}.json`)).text);
    expect(entries.map(({ list, rank }: { list: string; rank: number | null }) => [list, rank])).toEqual([
      ['RANKED', 1],
      ['INCOMPLETE', null],
    ]);
    expect((await get(`${base}.csv`)).text).toContain(`"'=cmd|`);
  });

  it('takes the beginning of a hash, another score and a past time', async () => {
    const short = base.slice(0, -52);
    expect((await get(`${short}.json?metric=macro_f1`)).text).toContain('"metric": "macro_f1"');
    const { entries, asOf } = JSON.parse((await get(`${short}.json?asOf=2020-01-01`)).text);
    expect(entries).toEqual([]);
    expect(asOf).toBe('2020-01-01T00:00:00.000Z');
  });

  it('gives an experiment a badge with its task, protocol, score and interval', async () => {
    const { text } = await get(`${api.url}/badges/${experimentId}.svg`);
    expect(text).toMatch(/emotion · by-speaker: UAR \d+\.\d \(\d+\.\d–\d+\.\d\) %/);
  });

  it.each([
    ['a format there is not', '.xlsx', 404],
    ['a metric there is not', '.csv?metric=luck', 400],
    ['two metrics', '.csv?metric=uar&metric=accuracy', 400],
    ['a time that is none', '.csv?asOf=yesterday', 400],
    ['a time to come', '.csv?asOf=2999-01-01', 400],
  ])('refuses %s with a reason', async (_, end, status) => {
    const answer = await get(`${base}${end}`);
    expect([answer.status, JSON.parse(answer.text).error.length > 20]).toEqual([status, true]);
  });

  it('has nothing for unknown projects, tasks, versions, hashes and experiments', async () => {
    const paths = [
      `/boards/nowhere/emotion/${world.versionId}/${hashOf(protocol)}.csv`,
      `/boards/lab/joy/${world.versionId}/${hashOf(protocol)}.csv`,
      `/boards/lab/emotion/none/${hashOf(protocol)}.csv`,
      `/boards/lab/emotion/${world.versionId}/abc.csv`,
      `/boards/lab/emotion/${world.versionId}/.csv`,
      '/badges/none.svg',
      '/badges/x',
    ];
    for (const path of paths) expect((await get(api.url + path)).status, path).toBe(404);
  });
});
