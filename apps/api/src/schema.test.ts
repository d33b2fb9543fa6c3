import { readFile } from 'node:fs/promises';
import {
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { createSchema } from './schema.js';
import { schemaText } from './schema-text.js';

describe('the schema', () => {
  let schema: GraphQLSchema;
  beforeAll(async () => {
    schema = await createSchema();
  });

  it('is the one that is committed (run `npm run schema -w @voxboard/api` after a change)', async () => {
    expect(schemaText(schema)).toBe(await readFile(new URL('../schema.graphql', import.meta.url), 'utf8'));
  });

  it('describes every type, field, argument and value', () => {
    const types = Object.values(schema.getTypeMap()).filter(
      (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
    );
    expect(types.flatMap(undescribedIn)).toEqual([]);
  });

  it('answers every mutation that can be refused with a union of its success and its errors', () => {
    const refusable = Object.values(schema.getMutationType()?.getFields() ?? {}).filter(
      ({ name }) => name !== 'heartbeat',
    );
    for (const { name, type } of refusable) expect(String(type), name).toMatch(/Result!$/);
  });
});

function undescribedIn(type: GraphQLNamedType): string[] {
  const isRoot = ['Query', 'Mutation', 'Subscription'].includes(type.name);
  const own = type.description || isRoot ? [] : [type.name];
  if (isEnumType(type)) {
    return [...own, ...type.getValues().flatMap((value) => (value.description ? [] : [`${type.name}.${value.name}`]))];
  }
  if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return own;
  const fields = Object.values(type.getFields()).flatMap(
    (field: GraphQLField<unknown, unknown> | GraphQLInputField) => {
      const args = 'args' in field ? field.args : [];
      return [
        ...(field.description ? [] : [`${type.name}.${field.name}`]),
        ...args.flatMap((arg) => (arg.description ? [] : [`${type.name}.${field.name}(${arg.name})`])),
      ];
    },
  );
  return [...own, ...fields];
}
