import { describe, expect, it } from 'vitest';
import { EnvironmentError, parseEnvironment } from './environment.js';

const DATABASE_URL = 'postgres://localhost/voxboard';

describe('parseEnvironment', () => {
  it('needs the database alone and fills in the rest', () => {
    expect(parseEnvironment({ DATABASE_URL })).toMatchObject({ host: '127.0.0.1', port: 4000, isSupervised: false });
  });

  it('names every variable that is wrong in one message', () => {
    const parse = () => parseEnvironment({ VOXBOARD_API_PORT: 'abc', VOXBOARD_SUPERVISED: 'yes' });
    expect(parse).toThrow(EnvironmentError);
    for (const name of ['DATABASE_URL', 'VOXBOARD_API_PORT', 'VOXBOARD_SUPERVISED']) expect(parse).toThrow(name);
  });

  it('takes empty variables for variables that are not set', () => {
    expect(parseEnvironment({ DATABASE_URL, HOST: '', VOXBOARD_API_PORT: '' })).toMatchObject({ port: 4000 });
  });

  it.each(['0.0.0.0', '192.168.1.5', '::', 'example.org'])(
    'refuses %s, which others can reach, without authentication',
    (HOST) => {
      expect(() => parseEnvironment({ DATABASE_URL, HOST })).toThrow(/VOXBOARD_AUTH/);
    },
  );

  it.each(['127.0.0.1', 'localhost', '::1', '127.0.0.2'])('takes the loopback address %s', (HOST) => {
    expect(parseEnvironment({ DATABASE_URL, HOST }).host).toBe(HOST);
  });
});

describe('who may come in', () => {
  const parse = (more: Record<string, string>) => parseEnvironment({ DATABASE_URL: 'postgres://x', ...more });

  it('is nobody’s question on the loopback, and has to be answered beyond it', () => {
    expect(parse({})).toMatchObject({ auth: { mode: 'off' }, guards: { pointsPerMinute: null, introspection: true } });
    expect(() => parse({ HOST: '0.0.0.0' })).toThrow(/VOXBOARD_AUTH/);
    expect(() => parse({ HOST: '0.0.0.0', VOXBOARD_AUTH: 'accounts' })).toThrow(/VOXBOARD_PUBLIC_URL/);
    expect(
      parse({ HOST: '0.0.0.0', VOXBOARD_AUTH: 'accounts', VOXBOARD_PUBLIC_URL: 'https://vox.example/x' }).auth,
    ).toMatchObject({ mode: 'accounts', publicUrl: 'https://vox.example' });
  });

  it('names all that an identity provider needs at once', () => {
    expect(() => parse({ VOXBOARD_AUTH: 'oidc' })).toThrow(
      /VOXBOARD_OIDC_ISSUER[\s\S]*VOXBOARD_OIDC_CLIENT_ID[\s\S]*VOXBOARD_PUBLIC_URL/,
    );
  });

  it('takes the first admin whole or not at all, with a password that is none of the short ones', () => {
    expect(() => parse({ VOXBOARD_ADMIN_EMAIL: 'ada@example.org' })).toThrow(/set both or none/);
    expect(() => parse({ VOXBOARD_ADMIN_EMAIL: 'ada@example.org', VOXBOARD_ADMIN_PASSWORD: 'short' })).toThrow(
      /12 characters/,
    );
  });
});
