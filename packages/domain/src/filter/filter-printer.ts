import { FILTER_ATTRIBUTE_FACTS, filterTypeOf } from './filter-fields.js';
import { alwaysQuoted, quoteKey, quoteText } from './filter-quoting.js';
import type { FilterField, FilterNode, FilterValue } from './filter-tree.js';
import { printDuration } from './filter-value.js';

/** The filter in one line. Reading it again gives the same filter, normalized. */
export function printFilter(node: FilterNode): string {
  switch (node.kind) {
    case 'and':
      return node.parts.map((part) => inside(part, part.kind === 'or' || part.kind === 'and')).join(' and ');
    case 'or':
      return node.parts.map((part) => inside(part, part.kind === 'or')).join(' or ');
    case 'not':
      return `not ${inside(node.part, node.part.kind === 'and' || node.part.kind === 'or')}`;
    case 'compare':
      return `${printFilterField(node.field)} ${node.operator} ${printFilterValue(node.field, node.value)}`;
    case 'in':
      return `${printFilterField(node.field)} in (${node.values
        .map((value) => printFilterValue(node.field, value))
        .join(', ')})`;
    case 'has':
      return `has(${printFilterField(node.field)})`;
    case 'tag':
      return `tag:${quoteText(node.tag)}`;
    case 'text':
      return alwaysQuoted(node.text);
  }
}

export function printFilterField(field: FilterField): string {
  switch (field.kind) {
    case 'attribute':
      return field.name;
    case 'param':
      return `params.${quoteKey(field.key)}`;
    case 'metric': {
      const path = `metrics.${field.split.toLowerCase()}.${quoteKey(field.key)}`;
      return field.aggregate === 'LAST' ? path : `${field.aggregate.toLowerCase()}(${path})`;
    }
  }
}

export function printFilterValue(field: FilterField, value: FilterValue): string {
  switch (value.kind) {
    case 'number':
      return filterTypeOf(field) === 'duration' ? printDuration(value.value) : String(value.value);
    case 'instant':
      return value.at.endsWith('T00:00:00.000Z') ? value.at.slice(0, 10) : value.at;
    case 'ago':
      return `-${printDuration(value.seconds)}`;
    case 'text': {
      const hasChoices = field.kind === 'attribute' && FILTER_ATTRIBUTE_FACTS[field.name].choices !== undefined;
      return hasChoices ? value.value.toLowerCase() : quoteText(value.value);
    }
  }
}

function inside(node: FilterNode, isWrapped: boolean): string {
  const text = printFilter(node);
  return isWrapped && (node.kind === 'and' || node.kind === 'or') ? `(${text})` : text;
}
