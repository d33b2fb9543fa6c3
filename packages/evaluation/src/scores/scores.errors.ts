import { DomainError } from '@voxboard/domain';

/** Thrown when columns that speak of the same rows differ in length. */
export class LengthMismatchError extends DomainError {
  readonly code = 'LENGTH_MISMATCH';
  constructor(
    readonly left: { readonly name: string; readonly length: number },
    readonly right: { readonly name: string; readonly length: number },
  ) {
    super(
      `${left.name} has ${left.length} values and ${right.name} has ${right.length}. Give one value per row in both.`,
    );
  }
}

/** Thrown when a class index lies outside the label list. */
export class LabelIndexError extends DomainError {
  readonly code = 'LABEL_INDEX';
  constructor(
    readonly column: string,
    readonly row: number,
    readonly value: number,
    readonly labelCount: number,
  ) {
    super(
      `${column}[${row}] is ${value}, but the ${labelCount} labels have indices 0 to ${labelCount - 1}. ` +
        'Use the index of the class in the label list.',
    );
  }
}
