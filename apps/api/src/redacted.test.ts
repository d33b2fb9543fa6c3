import { pino } from 'pino';
import { expect, it } from 'vitest';
import { REDACTED } from './redacted.js';

it.each([
  [{ token: 'vxb_secret' }],
  [{ req: { headers: { authorization: 'Bearer vxb_secret', cookie: 'a=vxb_secret' } } }],
  [{ input: { password: 'vxb_secret' } }],
  [{ res: { headers: { 'set-cookie': ['a=vxb_secret'] } } }],
  [{ err: Object.assign(new Error('failed'), { secret: 'vxb_secret' }) }],
])('strikes what goes by the name of a secret out of the log: %j', (fields) => {
  const lines: string[] = [];
  pino({ redact: REDACTED }, { write: (line: string) => void lines.push(line) }).info(fields, 'a line');
  expect(lines.join()).toContain('a line');
  expect(lines.join()).not.toContain('vxb_secret');
});
