import { DomainError } from '../errors.js';
import type { FilterField, FilterOperator } from './filter-tree.js';

/** What could stand at a place of a filter: what messages name and completion offers. */
export type FilterExpectation =
  | { readonly kind: 'condition' }
  | { readonly kind: 'field' }
  | { readonly kind: 'metric' }
  | { readonly kind: 'operator'; readonly field: FilterField }
  | { readonly kind: 'value'; readonly field: FilterField; readonly operator: FilterOperator | 'in' }
  | { readonly kind: 'tag' }
  | { readonly kind: 'connective'; readonly canClose: boolean }
  | { readonly kind: 'symbol'; readonly symbol: string };

export interface FilterPlace {
  /** Characters (UTF-16 units) before the offending part. */
  readonly offset: number;
  /** Its length; 0 at the end of the text. */
  readonly length: number;
}

/** Thrown when a filter's text is none; it points at the part where reading stopped. */
export class FilterSyntaxError extends DomainError {
  readonly code = 'FILTER_SYNTAX';
  readonly offset: number;
  readonly length: number;

  constructor(
    message: string,
    place: FilterPlace,
    /** What could have stood there; null when the fault is of another kind. */
    readonly expected: FilterExpectation | null = null,
  ) {
    super(message, { path: ['filter', 'query'] });
    this.offset = place.offset;
    this.length = place.length;
  }
}
