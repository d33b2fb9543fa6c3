import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const SETUP = fileURLToPath(new URL('../../../../scripts/native/setup.mjs', import.meta.url));

it.runIf(process.platform === 'linux')(
  'setting up the native backend names every missing tool at once, with the way to get it',
  () => {
    const { status, stderr } = spawnSync(process.execPath, [SETUP], {
      env: { PATH: '/nonexistent' },
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/python3 with pip.*apt install python3-pip/);
    expect(stderr).toMatch(/g\+\+.*apt install g\+\+/);
    expect(stderr).not.toContain('at ');
  },
);
