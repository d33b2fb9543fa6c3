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
