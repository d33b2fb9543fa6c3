import { type GraphQLResolveInfo, isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createSchema } from './schema.js';

describe('fields with plain arguments', () => {
  it('call their method at once, with arguments, context and row', async () => {
    const type = (await createSchema()).getType('Run');
    const fields = isObjectType(type) ? type.getFields() : {};
    const asked: unknown[] = [];
    const context = {
      services: {
        run: {
          isStalled: (run: unknown) => run === row,
          log: (...given: unknown[]) => {
            asked.push(given);
            return 'lines';
          },
        },
      },
    };
    const row = { id: 'a run' };
    const resolve = (name: string, args: object) =>
      fields[name]?.resolve?.(row, args as Record<string, unknown>, context, {} as GraphQLResolveInfo);
    expect(resolve('isStalled', {})).toBe(true);
    expect(resolve('log', { first: 7, afterNumber: 3 })).toBe('lines');
    expect(asked).toEqual([['a run', 3, 7]]);
  });
});
