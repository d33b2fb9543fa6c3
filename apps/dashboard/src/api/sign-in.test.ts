import { expect, it } from 'vitest';
import { ownPath } from './sign-in';

it.each([
  ['/p/demo/runs?x=1', '/p/demo/runs?x=1'],
  ['//evil.example/p', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  [null, '/'],
])('leads from %j to %j and never to another site', (text, path) => {
  expect(ownPath(text)).toBe(path);
});
