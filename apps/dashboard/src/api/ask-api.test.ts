import { describe, expect, it } from 'vitest';
import { readAnswer } from './ask-api';

describe('An answer of the API', () => {
  it('has data, or says why not', () => {
    expect(readAnswer({ data: { series: [] } })).toEqual({ data: { series: [] }, error: null });
    expect(
      readAnswer({ data: null, errors: [{ message: 'No such run.', extensions: { code: 'NOT_FOUND' } }, {}] }),
    ).toEqual({ data: null, error: { message: 'No such run.', code: 'NOT_FOUND' } });
    expect(readAnswer({ errors: [{ message: 'Broken.' }] }).error).toEqual({ message: 'Broken.', code: null });
  });

  it('that is none has neither', () => {
    for (const body of [null, 'gateway', [], { errors: [] }]) {
      expect(readAnswer(body)).toEqual({ data: null, error: null });
    }
  });
});
