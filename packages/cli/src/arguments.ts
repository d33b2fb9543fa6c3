import { InvalidArgumentError } from 'commander';

/** A parser for an option that takes a whole number in a range. */
export function wholeNumber(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < low || value > high) {
      throw new InvalidArgumentError(`It must be a whole number from ${low} to ${high}.`);
    }
    return value;
  };
}

/** A parser for an option that takes a number above zero. */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value <= 0) {
    throw new InvalidArgumentError('It must be a number above 0.');
  }
  return value;
}

/** A parser for an option that takes an even whole number from 2. */
export function evenNumber(text: string): number {
  const value = wholeNumber(2, 2 ** 20)(text);
  if (value % 2 !== 0) throw new InvalidArgumentError('It must be an even number.');
  return value;
}
