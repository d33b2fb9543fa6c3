import type { Split } from '@voxboard/domain';

export interface SeriesKey {
  readonly key: string;
  readonly split: Split;
}

/** Names that say VALIDATION or TEST in another way than `val_…` and `test_…`; they keep their name. */
const NAMED: readonly (readonly [RegExp, Split])[] = [
  [/^(validation|valid|eval)[_/.-]./, 'VALIDATION'],
  [/^val[/.-]./, 'VALIDATION'],
  [/^testing[_/.-]./, 'TEST'],
  [/^test[/.-]./, 'TEST'],
];
const STRIPPED: Readonly<Record<'VALIDATION' | 'TEST', string>> = { VALIDATION: 'val_', TEST: 'test_' };
const BRACKETED = /^(.+) \[(TRAIN|VALIDATION|TEST)\]$/s;

/**
 * The series that an MLflow metric name stands for. `val_loss` is (loss, VALIDATION) and `test_uar` is (uar, TEST);
 * `validation_loss`, `eval_loss`, `val/loss`, `test/uar` keep their name in that split; all else keeps its name in
 * TRAIN. `metricNameOf` gives every name back exactly.
 */
export function seriesOf(name: string): SeriesKey {
  const bracketed = BRACKETED.exec(name);
  if (bracketed) {
    const [, key = '', split] = bracketed;
    const series = { key, split: split === 'VALIDATION' || split === 'TEST' ? split : 'TRAIN' } as const;
    if (metricNameOf(series) === name) return series;
  }
  return byPrefix(name);
}

/**
 * The MLflow name of a series. One that no name would lead to, as only other clients log it, has its split in brackets:
 * (val_loss, TRAIN) is `val_loss [TRAIN]`.
 */
export function metricNameOf({ key, split }: SeriesKey): string {
  const name = plainName({ key, split });
  const back = byPrefix(name);
  return back.key === key && back.split === split ? name : `${key} [${split}]`;
}

function byPrefix(name: string): SeriesKey {
  for (const split of ['VALIDATION', 'TEST'] as const) {
    const prefix = STRIPPED[split];
    if (!name.startsWith(prefix) || name.length === prefix.length) continue;
    const series = { key: name.slice(prefix.length), split };
    return plainName(series) === name ? series : { key: name, split: 'TRAIN' };
  }
  return { key: name, split: namedSplit(name) ?? 'TRAIN' };
}

function plainName({ key, split }: SeriesKey): string {
  if (split === 'TRAIN' || namedSplit(key) === split) return key;
  return `${STRIPPED[split]}${key}`;
}

function namedSplit(name: string): Split | null {
  return NAMED.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}
