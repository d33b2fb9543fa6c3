'use client';
import { LineSwatch, useHighlight } from '../../charts';
import type { Subject } from './subject';

/** A subject's name over its column, with the look of its lines. */
export function SubjectHead({ subject }: { readonly subject: Subject }) {
  const { onPointerEnter, onPointerLeave } = useHighlight(subject.id);
  return (
    <span
      className="flex max-w-48 items-center justify-end gap-1.5"
      title={subject.name}
      onPointerEnter={onPointerEnter}
      onPointerLeave={onPointerLeave}
    >
      <LineSwatch color={subject.color} style="solid" marker={subject.marker} />
      <span className="truncate">{subject.name}</span>
    </span>
  );
}
