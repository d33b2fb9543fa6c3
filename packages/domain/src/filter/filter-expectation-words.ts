import type { FilterExpectation } from './filter-error.js';
import { operatorsOf } from './filter-fields.js';
import { printFilterField } from './filter-printer.js';

/** What could stand at a place, in words. */
export function wordsOf(expected: FilterExpectation): string {
  switch (expected.kind) {
    case 'condition':
      return 'a condition such as metrics.test.uar > 0.6, tag:baseline or status = running';
    case 'field':
      return 'a field such as metrics.test.uar, params.width or status';
    case 'metric':
      return 'a metric such as metrics.validation.loss';
    case 'operator':
      return `one of ${operatorsOf(expected.field).join(' ')} after ${printFilterField(expected.field)}`;
    case 'value':
      return `a value to compare ${printFilterField(expected.field)} with`;
    case 'tag':
      return 'a tag: tag:baseline';
    case 'connective':
      return expected.canClose ? '"and", "or" or ")"' : '"and", "or" or the end';
    case 'symbol':
      return `"${expected.symbol}"`;
  }
}
