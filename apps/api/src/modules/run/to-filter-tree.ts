import {
  allowsMembership,
  FILTER_ATTRIBUTE_FACTS,
  FILTER_ATTRIBUTES,
  type FilterField,
  type FilterNode,
  FilterNodeSchema,
  type FilterOperator,
  type FilterValue,
  filterTypeOf,
  InvalidInputError,
  normalizeFilter,
  operatorsOf,
  printFilterField,
  requireFilterWithinLimits,
} from '@voxboard/domain';
import { parseInput } from '../shared/parse-input.js';
import type { RunCondition, RunFieldInput, RunOperatorEnum, RunValueInput } from './run-condition.input.js';

const OPERATORS: Readonly<Record<keyof typeof RunOperatorEnum, FilterOperator>> = {
  EQ: '=',
  NE: '!=',
  LT: '<',
  LE: '<=',
  GT: '>',
  GE: '>=',
  CONTAINS: '~',
  LACKS: '!~',
};
const MAX_NESTING = 32;
const VALUE_KINDS = {
  text: ['text'],
  id: ['text'],
  choice: ['text'],
  number: ['number'],
  duration: ['number'],
  time: ['instant', 'ago'],
  param: ['number', 'text'],
} as const;

/** The structured input as the tree that the one-line language is parsed to. @throws InvalidInputError */
export function toFilterTree(condition: RunCondition): FilterNode {
  const tree = normalizeFilter(parseInput(FilterNodeSchema, treeOf(condition, 0), ['filter', 'where']));
  requireFilterWithinLimits(tree);
  return tree;
}

function treeOf(condition: RunCondition, depth: number): FilterNode {
  if (depth > MAX_NESTING) throw refused(`Conditions may nest ${MAX_NESTING} deep.`);
  const { all, any, not, compare, among, has, tag, text, run } = condition;
  requireOne('a condition', { all, any, not, compare, among, has, tag, text, run });
  const parts = (conditions: readonly RunCondition[]) => conditions.map((part) => treeOf(part, depth + 1));
  if (all != null) return { kind: 'and', parts: parts(all) };
  if (any != null) return { kind: 'or', parts: parts(any) };
  if (not != null) return { kind: 'not', part: treeOf(not, depth + 1) };
  if (compare != null) {
    const field = toFilterField(compare.field);
    const operator = OPERATORS[compare.operator];
    if (!operatorsOf(field).includes(operator)) {
      throw refused(`${printFilterField(field)} cannot be compared by ${compare.operator}.`);
    }
    return { kind: 'compare', field, operator, value: filterValueOf(compare.value, field) };
  }
  if (among != null) {
    const field = toFilterField(among.field);
    if (!allowsMembership(field)) throw refused(`${printFilterField(field)} is compared by LT, LE, GT or GE only.`);
    return { kind: 'in', field, values: among.values.map((value) => filterValueOf(value, field)) };
  }
  if (has != null) return { kind: 'has', field: toFilterField(has) };
  if (tag != null) return { kind: 'tag', tag };
  if (run != null) {
    const field: FilterField = { kind: 'attribute', name: 'id' };
    return { kind: 'compare', field, operator: '=', value: { kind: 'text', value: run } };
  }
  return { kind: 'text', text: text ?? '' };
}

/** @throws InvalidInputError when not exactly one is given */
export function toFilterField({ attribute, metric, param }: RunFieldInput): FilterField {
  requireOne('a field', { attribute, metric, param });
  if (metric != null) return { kind: 'metric', split: metric.split, key: metric.key, aggregate: metric.aggregate };
  if (param != null) return { kind: 'param', key: param };
  const name = FILTER_ATTRIBUTES.find((one) => one === attribute?.toLowerCase());
  if (name === undefined) throw refused(`There is no attribute ${attribute}.`);
  return { kind: 'attribute', name };
}

function filterValueOf(input: RunValueInput, field: FilterField): FilterValue {
  const { number, text, at, agoSeconds } = input;
  requireOne('a value', { number, text, at, agoSeconds });
  const value = plainValue(input);
  const fits: readonly string[] = VALUE_KINDS[filterTypeOf(field)];
  if (!fits.includes(value.kind)) throw refused(`${printFilterField(field)} cannot be compared with a ${value.kind}.`);
  const { choices } = field.kind === 'attribute' ? FILTER_ATTRIBUTE_FACTS[field.name] : {};
  if (choices === undefined || value.kind !== 'text') return value;
  const choice = choices.find((one) => one === value.value.toUpperCase());
  if (choice === undefined) throw refused(`${printFilterField(field)} is one of ${choices.join(', ')}.`);
  return { kind: 'text', value: choice };
}

function plainValue({ number, text, at, agoSeconds }: RunValueInput): FilterValue {
  if (number != null) return { kind: 'number', value: number };
  if (at != null) return { kind: 'instant', at: at.toISOString() };
  return agoSeconds != null ? { kind: 'ago', seconds: agoSeconds } : { kind: 'text', value: text ?? '' };
}

function requireOne(what: string, options: Readonly<Record<string, unknown>>): void {
  const given = Object.entries(options).filter(([, value]) => value != null);
  if (given.length === 1) return;
  const names = given.map(([name]) => name).join(', ') || 'none';
  throw refused(`Give exactly one of ${Object.keys(options).join(', ')} for ${what}; given: ${names}.`);
}

function refused(message: string): InvalidInputError {
  return new InvalidInputError(message, { path: ['filter', 'where'] });
}
