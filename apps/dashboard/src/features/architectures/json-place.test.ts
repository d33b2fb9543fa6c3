import { describe, expect, it } from 'vitest';
import { lineOfPath, syntaxError } from './json-place';

const TEXT = `{
  "class_name": "Sequential, \\"quoted\\"",
  "config": {
    "layers": [
      {"a": [1, {"b": "]}"}]},
      {
        "class_name": "Dense",
        "config": {
          "units": 0
        }
      }
    ]
  }
}`;

describe('lineOfPath', () => {
  it.each([
    [[], 1],
    [['config'], 3],
    [['config', 'layers', '0'], 5],
    [['config', 'layers', '1'], 6],
    [['config', 'layers', '1', 'config', 'units'], 9],
    [['config', 'layers', '7'], 4],
    [['config', 'missing', 'more'], 3],
  ] as [string[], number][])('finds %j', (path, line) => {
    expect(lineOfPath(TEXT, path)).toBe(line);
  });

  it('knows that text is no JSON, and says where', () => {
    expect(lineOfPath('{', ['a'])).toBeNull();
    expect(syntaxError('{"a": 1}')).toBeNull();
    expect(syntaxError('{\n "a": 1,\n oops\n}')?.line).toBe(3);
  });
});
