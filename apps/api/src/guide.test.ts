import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, startTestApi } from './testing/api-under-test.js';

const GUIDE = fileURLToPath(new URL('../../../docs/graphql.md', import.meta.url));

describe('docs/graphql.md', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await startTestApi();
  });
  afterAll(() => api.close());

  it('has examples that work one after the other, and one that is refused as it says', async () => {
    const guide = await readFile(GUIDE, 'utf8');
    const script = [...guide.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block).join('\n');
    const { stdout, stderr } = await promisify(execFile)(
      'bash',
      // Without --norc bash takes a socket as standard input for a remote login and reads the machine's settings.
      ['--norc', '-euo', 'pipefail', '-c', script.replaceAll('http://127.0.0.1:4000', api.url)],
      { cwd: api.dataDir },
    );
    const answers = stdout
      .trim()
      .split('\n')
      .filter((line) => line.startsWith('{'));
    expect(stderr).toBe('');
    for (const answer of answers) expect(JSON.parse(answer).errors, answer).toBeUndefined();
    const refused = answers.filter((answer) => answer.includes('"code"'));
    expect(refused).toHaveLength(1);
    expect(refused[0]).toContain('INVALID_INPUT');
    expect(stdout).toContain('"stored":4');
    expect(stdout).toContain('"stored":1000');
    expect(stdout).toContain('"uar":0.85');
    expect(stdout).toContain('"auditStatus":"UNPROVEN"');
    expect(stdout).toContain('"isThinned":true');
  });
});
