import { describe, expect, it } from 'vitest';
import { browserName } from './browser-name';
import { tokenStateOf } from './token-state';

describe('browserName', () => {
  it.each([
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
      'Chrome on Linux',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15',
      'Safari on macOS',
    ],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/141.0 Safari/537.36 Edg/141.0', 'Edge on Windows'],
    ['curl/8.1', 'curl/8.1'],
    ['', 'An unknown browser'],
  ])('calls %j %s', (userAgent, name) => {
    expect(browserName(userAgent)).toBe(name);
  });
});

describe('tokenStateOf', () => {
  const now = new Date('2026-03-01T12:00:00Z');
  it.each([
    [{ revokedAt: null, expiresAt: null }, 'good'],
    [{ revokedAt: null, expiresAt: '2026-03-01T12:00:01.000Z' }, 'good'],
    [{ revokedAt: null, expiresAt: '2026-03-01T12:00:00.000Z' }, 'expired'],
    [{ revokedAt: '2026-02-01T12:00:00.000Z', expiresAt: '2026-02-02T12:00:00.000Z' }, 'revoked'],
  ])('of %j is %s', (token, state) => {
    expect(tokenStateOf(token, now)).toBe(state);
  });
});
