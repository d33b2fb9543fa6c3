'use client';
import { memo } from 'react';
import { Select } from '../../ui/field';
import { PairedPanel } from '../audit';
import type { SetCompareParams } from './compare-params';
import { PairedClipsPanel } from './paired-clips-panel';
import type { Subject } from './subject';

/** The reference against another one, paired clip by clip: in words, and to be listened to. */
export const PairedPanels = memo(function PairedPanels({
  subjects,
  reference,
  pair,
  setParams,
}: {
  readonly subjects: readonly Subject[];
  readonly reference: number;
  /** Place of the other one among those that were tested. */
  readonly pair: number;
  readonly setParams: SetCompareParams;
}) {
  const first = subjects[reference];
  const others = subjects.filter(({ matrix }, place) => matrix !== null && place !== reference);
  const second = others[Math.min(pair, others.length - 1)] ?? others[0];
  if (first === undefined || first.matrix === null || second === undefined) return null;
  const choice = others.length > 1 && (
    <Select
      aria-label={`Compare ${first.name} with`}
      value={second.id}
      onChange={(event) => setParams({ pair: others.findIndex(({ id }) => id === event.target.value) })}
      className="w-56 [&_select]:h-7 [&_select]:text-sm"
    >
      {others.map(({ id, name }) => (
        <option key={id} value={id}>
          with {name}
        </option>
      ))}
    </Select>
  );
  return (
    <>
      <PairedPanel key={`${first.id}:${second.id}`} first={first} second={second} kind={first.kind} choice={choice} />
      <PairedClipsPanel key={`clips:${first.id}:${second.id}`} first={first} second={second} />
    </>
  );
});
