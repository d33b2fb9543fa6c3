import type { Json } from './keras-json.js';
import { InvalidArchitectureError } from './network.errors.js';

/** Sizes of a tensor without the batch axis; null where an axis is open. */
export type TensorShape = readonly (number | null)[];

/** Reads one layer's configuration; every refusal names the layer and its place. */
export class LayerSettings {
  constructor(
    readonly kind: string,
    readonly name: string,
    private readonly values: Json,
    readonly path: readonly string[],
  ) {}

  /** @throws InvalidArchitectureError */
  fail(message: string, key?: string): never {
    const path = [...this.path, ...(key === undefined ? [] : ['config', key])];
    throw new InvalidArchitectureError(`${this.kind} "${this.name}": ${message}`, { path });
  }

  raw(key: string): unknown {
    return this.values[key];
  }

  /** A whole number of at least 1; `fallback` where the setting is left out. */
  size(key: string, fallback?: number): number {
    const value = this.values[key] ?? fallback;
    return this.#whole(value, key);
  }

  flag(key: string, fallback: boolean): boolean {
    const value = this.values[key];
    return typeof value === 'boolean' ? value : fallback;
  }

  text(key: string, fallback: string): string {
    const value = this.values[key];
    return typeof value === 'string' ? value : fallback;
  }

  /** A size per axis, written as one number or a list. */
  sizes(key: string, axes: number, fallback: readonly number[] | null): number[] {
    const value = this.values[key];
    if (value === undefined || value === null) {
      return fallback === null
        ? this.fail(`has no ${key}. Give ${axes === 1 ? 'a number' : `${axes} numbers`}.`)
        : [...fallback];
    }
    if (!Array.isArray(value)) return Array.from({ length: axes }, () => this.#whole(value, key));
    if (value.length !== axes) this.fail(`${key} has ${value.length} numbers; it needs ${axes}.`, key);
    return value.map((one) => this.#whole(one, key));
  }

  /** `valid` or `same`. */
  padding(): 'valid' | 'same' {
    const padding = this.text('padding', 'valid');
    if (padding === 'valid' || padding === 'same') return padding;
    return this.fail(`padding "${padding}" is not supported. Use "valid" or "same".`, 'padding');
  }

  requireChannelsLast(): void {
    const format = this.text('data_format', 'channels_last').replace(/L/, '_l').toLowerCase();
    if (format !== 'channels_last') {
      this.fail(`data_format "${format}" is not supported. Use "channels_last".`, 'data_format');
    }
  }

  #whole(value: unknown, key: string): number {
    if (typeof value === 'number' && Number.isInteger(value) && value >= 1) return value;
    return this.fail(`${key} is ${JSON.stringify(value) ?? 'missing'}; it must be a whole number of at least 1.`, key);
  }
}

/** `[12, ?, 3]`, as errors print it. */
export function writeShape(shape: TensorShape): string {
  return `[${shape.map((size) => size ?? '?').join(', ')}]`;
}

/** Values of a tensor; null where an axis is open. */
export function valuesOf(shape: TensorShape): number | null {
  return shape.reduce<number | null>((product, size) => (product === null || size === null ? null : product * size), 1);
}

/** The product, null where a factor is not known. */
export function times(...factors: readonly (number | null)[]): number | null {
  return valuesOf(factors);
}
