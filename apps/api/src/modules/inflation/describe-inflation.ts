import type { ProtocolName } from '@voxboard/domain';

export interface MeasuredBar {
  readonly protocol: ProtocolName;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly isComplete: boolean;
}

/** How much of a score was the split, in sentences; only complete experiments are spoken of. */
export function describeInflation(bars: readonly MeasuredBar[]): string[] {
  const of = (name: ProtocolName) => bars.find((bar) => bar.protocol === name && bar.isComplete && bar.value !== null);
  const honest = of('by-speaker');
  if (honest?.value == null) {
    return ['Run it by speaker to the end first: the figure on unheard voices is what the others are held against.'];
  }
  const interval =
    honest.low === null || honest.high === null
      ? ''
      : ` (95 % interval ${percent(honest.low)} to ${percent(honest.high)})`;
  const sentences = [`On voices it had never heard, this configuration scores ${percent(honest.value)}${interval}.`];
  const [known, copies, sentence] = [of('by-clip'), of('study'), of('by-statement')];
  if (known?.value != null)
    sentences.push(`${gap(known.value, honest.value)} when the voices are known from training.`);
  if (copies?.value != null) {
    const beyond =
      known?.value == null ? '' : `, ${points(copies.value - known.value)} of which are not even the voices`;
    sentences.push(`${gap(copies.value, honest.value)} when rows are split at random as the study did${beyond}.`);
  }
  if (sentence?.value != null)
    sentences.push(`${gap(sentence.value, honest.value)} when the voices are known and the sentence is new.`);
  if (overlaps(honest, known)) {
    sentences.push('The intervals of by-speaker and by-clip overlap: this data may be too small to tell them apart.');
  }
  return sentences;
}

function overlaps(a: MeasuredBar, b: MeasuredBar | undefined): boolean {
  if (b === undefined || a.low === null || a.high === null || b.low === null || b.high === null) return false;
  return a.low <= b.high && b.low <= a.high;
}

function gap(value: number, honest: number): string {
  const difference = value - honest;
  if (Math.abs(difference) < 0.0005) return `It scores the same (${percent(value)})`;
  return `It scores ${percent(value)}, ${points(Math.abs(difference))} ${difference > 0 ? 'more' : 'less'},`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function points(share: number): string {
  return `${(share * 100).toFixed(1)} points`;
}
