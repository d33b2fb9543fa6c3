import type { Rng } from '@voxboard/domain';
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedOutputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

export interface RandomRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const MAX_DEPTH = 5;
/** Seldom right by chance: tried more often than the rest. */
const HARD = ['createRun', 'logMetrics'];
const TEXTS = [
  '',
  ' ',
  'demo',
  'loss',
  'by-speaker',
  'study-162',
  'ravdess',
  '%',
  '_',
  "'; DROP TABLE run; --",
  '\\',
  '"',
  '😀',
  '\ud800',
  'ﷺ'.repeat(300),
  'x'.repeat(5000),
  'null',
  'NaN',
  '../../etc/passwd',
  'a\nb',
  'a\u0000b',
  '\u202e',
  '{}',
  '0',
  '-1',
  'WyJuZXdlc3QiXQ',
  'eyJ9',
  'WyJDUkVBVEVEX0FUIERFU0MiLCJ4IiwieSJd',
];
const INTS = [0, 1, -1, 2, 3, 5, 50, 1000, 1001, 2_147_483_647, -2_147_483_648, 2_147_483_646];
const FLOATS = [0, -0, 1, -1, 0.5, 1e308, -1e308, 5e-324, 1e21, 1_700_000_000_000, 8.64e15, 8.65e15];
const ODDITIES = [null, true, 1.5, 'text', [], {}, [[]], Number.MAX_VALUE, -1, '9'.repeat(40)];

/** Builds requests that are valid by the schema, but ask for anything with any value. */
export class RequestMaker {
  /** Lists of one input are as long as each other, mostly: columns that are not are refused at once. */
  #listLength = 0;
  #variables: { declaration: string; value: unknown }[] = [];

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly rng: Rng,
    /** Ids and names of things there are, by the argument or input field that takes them; `id` takes any. */
    private readonly known: Readonly<Record<string, readonly string[]>>,
  ) {}

  next(): RandomRequest {
    this.#variables = [];
    const isMutation = this.rng.below(2) === 0;
    const root = isMutation ? this.schema.getMutationType() : this.schema.getQueryType();
    const fields = Object.values(root?.getFields() ?? {});
    const selected = Array.from(
      { length: 1 + this.rng.below(2) },
      (_, i) => `f${i}: ${this.#field(this.#pickField(fields), 1)}`,
    );
    const declarations = this.#variables.map(({ declaration }) => declaration).join(', ');
    return {
      query: `${isMutation ? 'mutation' : 'query'}${declarations ? `(${declarations})` : ''} { ${selected.join(' ')} }`,
      variables: Object.fromEntries(this.#variables.map(({ value }, i) => [`v${i}`, value])),
    };
  }

  #pickField(fields: readonly GraphQLField<unknown, unknown>[]): GraphQLField<unknown, unknown> {
    const hard = fields.filter(({ name }) => HARD.includes(name));
    return this.#pick(hard.length > 0 && this.rng.below(6) === 0 ? hard : fields);
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const args = field.args.flatMap((argument) => this.#argument(argument));
    const selection = this.#selection(getNamedType(field.type), depth);
    return `${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${selection}`;
  }

  #selection(type: GraphQLNamedOutputType, depth: number): string {
    if (!isCompositeType(type)) return '';
    if (!isObjectType(type)) {
      const parts = this.schema
        .getPossibleTypes(type)
        .map((possible) => `... on ${possible.name} ${this.#selection(possible, depth)}`);
      return ` { __typename ${parts.join(' ')} }`;
    }
    const fields = Object.values(type.getFields()).filter(
      (field) => depth < MAX_DEPTH || !isCompositeType(getNamedType(field.type)),
    );
    const wanted = fields.filter(() => this.rng.below(3) === 0).slice(0, 6);
    return ` { __typename ${wanted.map((field) => `a${depth}${field.name}: ${this.#field(field, depth + 1)}`).join(' ')} }`;
  }

  #argument(argument: GraphQLArgument): string[] {
    if (!isNonNullType(argument.type) && this.rng.below(2) === 0) return [];
    const name = `v${this.#variables.length}`;
    this.#variables.push({
      declaration: `$${name}: ${argument.type}`,
      value: this.#value(argument.type, argument.name, 0),
    });
    return [`${argument.name}: $${name}`];
  }

  #value(type: GraphQLInputType, name: string, depth: number, nullOneIn = 6): unknown {
    // Now and then something that is not even of the type.
    if (this.rng.below(300) === 0) return this.#pick(ODDITIES);
    // What may not be null seldom is, or next to nothing would be taken.
    if (isNonNullType(type)) return this.#value(type.ofType, name, depth, 30);
    if (depth > 0 && this.rng.below(nullOneIn) === 0) return null;
    if (isListType(type)) {
      const length = this.rng.below(10) === 0 ? this.rng.below(4) : this.#listLength;
      return Array.from({ length }, () => this.#value(type.ofType, name, depth + 1));
    }
    if (isInputObjectType(type)) {
      this.#listLength = this.rng.below(4);
      const given = Object.values(type.getFields()).filter(
        // Conditions of filters hold conditions: what is optional ends somewhere.
        (field) => isNonNullType(field.type) || (depth < MAX_DEPTH && this.rng.below(2) === 0),
      );
      return Object.fromEntries(given.map((field) => [field.name, this.#value(field.type, field.name, depth + 1)]));
    }
    if (isEnumType(type)) return this.#pick(type.getValues()).name;
    return this.#scalar(type.name, name);
  }

  #scalar(type: string, name: string): unknown {
    switch (type) {
      case 'Int':
        return this.rng.below(4) > 0 ? this.rng.below(8) : this.#pick(INTS);
      case 'Float':
        return this.#pick(FLOATS);
      case 'Boolean':
        return this.rng.below(2) === 0;
      case 'MetricValue':
        return this.rng.below(3) === 0 ? this.#pick(['NaN', 'Infinity', '-Infinity', 'nan']) : this.#pick(FLOATS);
      case 'PackedInts':
        return this.#packed(type, (length) => Int32Array.from({ length }, () => this.rng.below(8)));
      case 'PackedFloats':
        return this.#packed(type, (length) => Float64Array.from({ length }, () => this.#pick(FLOATS)));
      case 'JSON':
        return this.#json(0);
      default:
        return this.#text(name);
    }
  }

  /** Numbers in base64, as many as the lists beside them; now and then text that is none. */
  #packed(type: string, numbers: (length: number) => Int32Array | Float64Array): string {
    if (this.rng.below(5) === 0) return this.#text(type);
    return Buffer.from(numbers(this.#listLength).buffer).toString('base64');
  }

  #text(name: string): string {
    // Few keys would be refused as used for another request, and little else be reached.
    if (name === 'idempotencyKey' && this.rng.below(3) > 0) return `key ${this.rng.below(1000)}`;
    const known = this.known[name];
    if (known && this.rng.below(10) < 8) return this.#pick(known);
    return this.rng.below(5) === 0 ? this.#pick(Object.values(this.known).flat()) : this.#pick(TEXTS);
  }

  #json(depth: number): unknown {
    switch (this.rng.below(depth > 3 ? 3 : 6)) {
      case 0:
        return this.#pick(TEXTS);
      case 1:
        return this.#pick(FLOATS);
      case 2:
        return this.#pick(ODDITIES);
      case 3:
        return Array.from({ length: this.rng.below(4) }, () => this.#json(depth + 1));
      case 4:
        return this.#pick([
          { kind: 'preset', preset: 'mlp' },
          { kind: 'layers', layersJson: { config: { layers: [{ config: { batch_input_shape: [null, 3] } }] } } },
          { epochs: 2 },
          { __proto__: null },
        ]);
      default:
        return Object.fromEntries(
          Array.from({ length: this.rng.below(4) }, () => [
            this.#pick(['kind', 'name', 'epochs', 'schedule', '__proto__', 'constructor', '', 'a.b', 'config']),
            this.#json(depth + 1),
          ]),
        );
    }
  }

  #pick<Item>(items: readonly Item[]): Item {
    const item = items[this.rng.below(items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }
}

/** A text with a few characters changed, doubled or taken out. */
export function garble(text: string, rng: Rng): string {
  let garbled = text;
  for (let i = 0; i <= rng.below(4); i++) {
    const at = rng.below(garbled.length + 1);
    const insert =
      ['', '{', '}', '"', ')', '$', '\\u0000', '😀', '...', '@include(if: true)', '#', '"""', ':', '!', '\n'][
        rng.below(15)
      ] ?? '';
    garbled = garbled.slice(0, at) + insert + garbled.slice(at + rng.below(3));
  }
  return garbled;
}
