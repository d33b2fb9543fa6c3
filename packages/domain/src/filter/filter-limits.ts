import { InvalidInputError } from '../errors.js';
import type { FilterNode } from './filter-tree.js';

/** Characters of a filter's text. */
export const MAX_FILTER_LENGTH = 2000;
/** How deep parentheses and `not` may nest. */
export const MAX_FILTER_DEPTH = 24;
/** Conditions in one filter. */
export const MAX_FILTER_CONDITIONS = 100;
/** Values of one `in`. */
export const MAX_FILTER_VALUES = 1000;

/**
 * For trees that did not come from the parser, which counts while it reads.
 * @throws InvalidInputError when the tree is too deep or too large
 */
export function requireFilterWithinLimits(tree: FilterNode): void {
  let conditions = 0;
  const visit = (node: FilterNode, depth: number): void => {
    if (depth > MAX_FILTER_DEPTH) {
      throw new InvalidInputError(`A filter may nest ${MAX_FILTER_DEPTH} deep. Take some of it apart.`, {
        path: ['filter'],
      });
    }
    if (node.kind === 'and' || node.kind === 'or') {
      for (const part of node.parts) visit(part, depth + 1);
    } else if (node.kind === 'not') {
      visit(node.part, depth + 1);
    } else {
      conditions += 1;
    }
    if (conditions > MAX_FILTER_CONDITIONS) {
      throw new InvalidInputError(`A filter may hold ${MAX_FILTER_CONDITIONS} conditions. Leave some out.`, {
        path: ['filter'],
      });
    }
  };
  visit(tree, 0);
}
