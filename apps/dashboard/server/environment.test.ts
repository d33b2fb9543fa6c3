import { describe, expect, it } from 'vitest';
import { InvalidEnvironmentError, readEnvironment } from './environment.js';

describe('readEnvironment', () => {
  it('has defaults that serve a laptop', () => {
    expect(readEnvironment({})).toEqual({
      host: '127.0.0.1',
      port: 3000,
      apiUrl: 'http://127.0.0.1:4000',
      isSupervised: false,
    });
  });

  it('takes an address with a trailing slash', () => {
    expect(readEnvironment({ VOXBOARD_API_URL: 'https://api.example/' }).apiUrl).toBe('https://api.example');
  });

  it.each([
    [{ VOXBOARD_PORT: '80a' }, 'VOXBOARD_PORT'],
    [{ VOXBOARD_PORT: '70000' }, 'VOXBOARD_PORT'],
    [{ VOXBOARD_API_URL: 'localhost:4000' }, 'VOXBOARD_API_URL'],
  ])('names the variable of %j that cannot be used', (variables, name) => {
    expect(() => readEnvironment(variables)).toThrow(InvalidEnvironmentError);
    expect(() => readEnvironment(variables)).toThrow(name);
  });
});
