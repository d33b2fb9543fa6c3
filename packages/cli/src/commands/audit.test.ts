import { describe, expect, it } from 'vitest';
import { runCli } from '../index.js';
import { sha256, soundParts, startAuditApi } from '../testing/audit-api.js';
import { RecordingOutput } from '../testing/recording-output.js';

type Parts = ReturnType<typeof soundParts>;

async function audit(issuedFor: Parts | null, now: Parts, ...options: string[]) {
  const api = await startAuditApi(issuedFor, now);
  const output = new RecordingOutput();
  try {
    const code = await runCli(['audit', 'r', '--url', api.url, ...options], { output });
    return { code, out: output.results.join('\n'), err: output.messages.join('\n') };
  } finally {
    await api.close();
  }
}

const changed = (part: keyof Parts, change: (text: string) => string): Parts => ({
  ...soundParts('r'),
  [part]: JSON.parse(change(JSON.stringify(soundParts('r')[part]))),
});

describe('voxboard audit', () => {
  it('says that the certificate holds, with every check and the scores it computed', async () => {
    const { code, out, err } = await audit(soundParts('r'), soundParts('r'));
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out).toMatch(/The certificate holds/);
    expect(out).toMatch(/Computed again from the test predictions: accuracy 0\.\d{4}, uar 0\.\d{4}, macro_f1 0\.\d{4}/);
    expect(out).toMatch(/^CLEAN: no leak found$/m);
    expect(out.match(/^(pass|n\/a) /gm)).toHaveLength(13);
  });

  it.each([
    ['predictions', (text: string) => text.replace('[0.75,0.25]', '[0.7,0.3]'), /changed\s+Predictions changed/],
    ['clips', (text: string) => text.replace('"male"', '"female"'), /changed\s+The clip list/],
    [
      'split',
      (text: string) => text.replace('"splitHash":"', '"splitHash":"0').replace(/.(","protocolHash)/, '$1'),
      /changed\s+The split/,
    ],
    [
      'scores',
      (text: string) => text.replace(/"last":0\.\d+/, '"last":0.99'),
      /not what tables and boards sort by \(0.99\)/,
    ],
    [
      'evidence',
      (text: string) => text.replace('"validation"', '"test"'),
      /selection-on-test: the certificate says PASS, the data say FAIL/,
    ],
    [
      'near-duplicates',
      (text: string) => text.replace('"pairs":[]', '"pairs":[[0,99,0.1]]'),
      /recordings that sound alike/,
    ],
    ['predictions', () => '"gone"', /unreadable\s+The predictions of the run cannot be audited/],
  ] as const)('ends with 1 and names a change of the %s', async (part, change, text) => {
    const { code, out, err } = await audit(soundParts('r'), changed(part, change));
    expect(code).toBe(1);
    expect(out).toMatch(/does NOT hold/);
    expect(out).toMatch(text);
    expect(err).toMatch(/does not hold: \d+ problems?\. Do not quote its score/);
  });

  it('prints JSON for machines', async () => {
    const { code, out } = await audit(
      soundParts('r'),
      changed('scores', (text) => text.replace(/"min":0\.\d+/, '"min":0')),
      '--json',
    );
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      runId: 'r',
      holds: false,
      problems: [{ kind: 'PART_CHANGED', part: 'scores' }, { kind: 'CONTRADICTION' }],
    });
  });

  it('finds out that all of it was replaced, when the hash was noted elsewhere', async () => {
    const replaced = changed('near-duplicates', (text) => text.replace('[]', '[[0,8,0.1]]'));
    expect((await audit(replaced, replaced)).code).toBe(0);
    const { code, out } = await audit(replaced, replaced, '--expect', sha256('what I noted'));
    expect(code).toBe(1);
    expect(out).toMatch(/it is another one/);
  });

  it('says what is missing: a certificate, the API, the argument', async () => {
    expect((await audit(null, soundParts('r'))).err).toMatch(/has no certificate/);
    const output = new RecordingOutput();
    expect(await runCli(['audit', 'r', '--url', 'http://127.0.0.1:9/graphql'], { output })).toBe(1);
    expect(output.messages.join()).toMatch(/127\.0\.0\.1:9/);
    expect(await runCli(['audit'], { output: new RecordingOutput() })).toBe(2);
  });
});
