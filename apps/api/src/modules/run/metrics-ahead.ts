import type { RunSummaryColumn, RunSummaryReader, RunSummaryRow } from '@voxboard/db';
import { isLowerBetter, SplitSchema } from '@voxboard/domain';
import { type FieldNode, type GraphQLResolveInfo, getArgumentValues, isObjectType } from 'graphql';
import { z } from 'zod';
import { childrenOf } from '../shared/selected-fields.js';

/** Of a summary, what the query selects. */
type SummaryPart = Partial<RunSummaryRow>;

const ArgumentsSchema = z.object({ keys: z.array(z.string()).nullish(), splits: z.array(SplitSchema).nullish() });

const BY_FIELD: Readonly<Record<string, readonly RunSummaryColumn[]>> = {
  __typename: [],
  key: ['key'],
  split: ['split'],
  count: ['count'],
  firstStep: ['firstStep'],
  lastStep: ['lastStep'],
  last: ['last'],
  min: ['min'],
  minStep: ['minStep'],
  max: ['max'],
  maxStep: ['maxStep'],
  best: ['key', 'min', 'max'],
  bestStep: ['key', 'minStep', 'maxStep'],
  isLowerBetter: ['key'],
};

/**
 * Metrics of a page of runs, read before its rows are resolved: then no row waits, and graphql-js makes none of the
 * promises that cost more than the reading. What is not read ahead is loaded as ever. One per request.
 */
export class MetricsAhead {
  /** By place in the query; null at places of several lists, which may select different things there. */
  readonly #found = new Map<FieldNode, Map<string, readonly SummaryPart[]> | null>();

  constructor(private readonly reader: RunSummaryReader) {}

  /** @param fields what is selected of each run */
  async read(runs: readonly { readonly id: string }[], fields: readonly FieldNode[], info: GraphQLResolveInfo) {
    const places = new Map<string, FieldNode[]>();
    for (const node of fields) {
      if (node.name.value !== 'metrics') continue;
      const name = node.alias?.value ?? node.name.value;
      places.set(name, [...(places.get(name) ?? []), node]);
    }
    const ids = runs.map(({ id }) => id);
    await Promise.all([...places.values()].map((nodes) => this.#readAt(nodes, ids, info)));
  }

  /** Undefined where nothing was read ahead. */
  find(runId: string, { fieldNodes: [node] }: GraphQLResolveInfo): readonly SummaryPart[] | undefined {
    return node && this.#found.get(node)?.get(runId);
  }

  async #readAt(nodes: readonly FieldNode[], ids: readonly string[], info: GraphQLResolveInfo): Promise<void> {
    const wanted = wantedAt(nodes, info);
    const isOfOtherList = nodes.some((node) => this.#found.has(node));
    const found = wanted === null || isOfOtherList ? null : new Map<string, readonly SummaryPart[]>();
    for (const node of nodes) this.#found.set(node, found);
    if (wanted === null || found === null) return;
    const groups = await this.reader.ofRuns(ids, wanted);
    for (const [i, id] of ids.entries())
      found.set(id, wanted.isRated ? (groups[i]?.map(rated) ?? []) : (groups[i] ?? []));
  }
}

function wantedAt(nodes: readonly FieldNode[], info: GraphQLResolveInfo) {
  const [node] = nodes;
  const type = info.schema.getType('Run');
  const field = isObjectType(type) ? type.getFields().metrics : undefined;
  if (!node || !field) return null;
  const given = ArgumentsSchema.safeParse(getArgumentValues(field, node, info.variableValues));
  const names = childrenOf(nodes, info).map(({ name }) => name.value);
  if (!given.success || names.some((name) => BY_FIELD[name] === undefined)) return null;
  const { keys = null, splits = null } = given.data;
  const columns = new Set(names.flatMap((name) => BY_FIELD[name] ?? []));
  return { keys, splits, columns: [...columns], isRated: names.some((name) => /^best|^isLower/.test(name)) };
}

function rated(part: SummaryPart) {
  const { key = '', min, max, minStep, maxStep } = part;
  const lowerIsBetter = isLowerBetter(key);
  return {
    ...part,
    best: lowerIsBetter ? min : max,
    bestStep: lowerIsBetter ? minStep : maxStep,
    isLowerBetter: lowerIsBetter,
  };
}
