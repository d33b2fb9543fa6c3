import { readFile } from 'node:fs/promises';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema, type GraphQLSchema, isInputObjectType, isRequiredArgument } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createSchema } from './schema.js';

/** Why a breaking change is made all the same, by the path that GraphQL Inspector names. */
const ReasonsSchema = z.array(z.object({ path: z.string().min(1), reason: z.string().min(20) }));

const textOf = (name: string) => readFile(new URL(`../${name}`, import.meta.url), 'utf8');

describe('the schema, against that of the last release', () => {
  it('breaks nothing but what schema.breaking.json names with a reason', async () => {
    const changes = await diff(buildSchema(await textOf('schema.baseline.graphql')), await createSchema());
    const breaking = changes
      .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
      .map(({ path, message }) => ({ path: path ?? '', message }));
    const reasons = new Set(
      ReasonsSchema.parse(JSON.parse(await textOf('schema.breaking.json'))).map(({ path }) => path),
    );
    expect(breaking.filter(({ path }) => !reasons.has(path))).toEqual([]);
    const broken = new Set(breaking.map(({ path }) => path));
    expect([...reasons].filter((path) => !broken.has(path))).toEqual([]);
  });

  it('sees a field that is taken away', async () => {
    const before = buildSchema('type Query { kept: Int gone: Int }');
    const [change] = await diff(before, buildSchema('type Query { kept: Int }'));
    expect([change?.criticality.level, change?.path]).toEqual([CriticalityLevel.Breaking, 'Query.gone']);
  });

  it('says of everything deprecated what to use instead and until when it stays', async () => {
    const reasons = [...(await createSchemaText()).matchAll(/@deprecated(?:\(reason: "((?:[^"\\]|\\.)*)"\))?/g)];
    for (const [, reason = ''] of reasons) expect(reason).toMatch(/Use .*; removal \d{4}-\d\d-\d\d\.$/);
    expect(reasons.length).toBeGreaterThan(0);
  });
});

describe('mutations', () => {
  let schema: GraphQLSchema;
  beforeAll(async () => {
    schema = await createSchema();
  });
  /** Mutations that take no key, each with its reason. */
  const KEYLESS: Readonly<Record<string, string>> = {};

  it('all take an idempotency key, and none asks for one', () => {
    const fields = Object.values(schema.getMutationType()?.getFields() ?? {});
    const keyless = fields.filter(({ name, args }) => {
      const input = args.find((arg) => arg.name === 'input')?.type;
      const named = input && 'ofType' in input ? input.ofType : input;
      const inInput = isInputObjectType(named) ? named.getFields().idempotencyKey : undefined;
      const key = inInput ?? args.find((arg) => arg.name === 'idempotencyKey');
      return !(name in KEYLESS) && (key === undefined || isRequiredArgument({ ...key, defaultValue: undefined }));
    });
    expect(keyless.map(({ name }) => name)).toEqual([]);
  });
});

async function createSchemaText(): Promise<string> {
  return textOf('schema.graphql');
}
