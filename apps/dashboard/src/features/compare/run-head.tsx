import { slotColor } from '../../charts';
import type { ComparedRun } from './prepare-compare';

/** A run's name over its column, with the colour of its lines. */
export function RunHead({ run, color }: { readonly run: ComparedRun; readonly color: number }) {
  return (
    <span className="flex max-w-48 items-center justify-end gap-1.5" title={run.name}>
      <span aria-hidden className="size-2 shrink-0 rounded-full" style={{ background: slotColor(color) }} />
      <span className="truncate">{run.name}</span>
    </span>
  );
}
