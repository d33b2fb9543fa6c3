'use client';
import Link from 'next/link';
import { useState } from 'react';
import { formatCount, formatPercent, sentenceCase } from '../../format/format';
import type { RunSlicesQuery, SliceTrait } from '../../generated/graphql';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import { Panel } from '../../ui/panel';
import { Segmented } from '../../ui/segmented';

type Slice = NonNullable<RunSlicesQuery['run']>['slices'][number];

const PARAMS: Readonly<Record<SliceTrait, string>> = {
  SPEAKER: 'speaker',
  GENDER: 'gender',
  INTENSITY: 'intensity',
  STATEMENT: 'statement',
};

/** How far the scores of the tested speakers lie apart: a dot each, with its interval; the table says the same. */
export function SpeakerPanel({ slices }: { readonly slices: readonly Slice[] }) {
  const [form, setForm] = useState<'strip' | 'table'>('strip');
  const speakers = slices.filter(({ trait }) => trait === 'SPEAKER').sort((a, b) => a.uar - b.uar);
  const [worst, best] = [speakers[0], speakers.at(-1)];
  if (worst === undefined || best === undefined) return null;
  return (
    <Panel
      title="Speakers"
      hint={`UAR from ${formatPercent(worst.uar)} (speaker ${worst.value}) to ${formatPercent(best.uar)} (speaker ${best.value})`}
      actions={
        <Segmented
          label="Speakers as"
          value={form}
          options={[
            { value: 'strip', label: 'Strip' },
            { value: 'table', label: 'Table' },
          ]}
          onChange={setForm}
        />
      }
      bodyClassName=""
    >
      {form === 'table' ? (
        <SliceTable caption="Scores by speaker" slices={speakers} />
      ) : (
        <ul className="flex flex-col gap-1 px-4 py-3">
          {speakers.map((slice) => (
            <StripRow key={slice.value} slice={slice} />
          ))}
          <li aria-hidden className="pt-1 text-sm text-ink-faint">
            ● UAR, ◇ accuracy with its 95 % interval; 0 to 100 %
          </li>
        </ul>
      )}
    </Panel>
  );
}

function StripRow({
  slice: { value, uar, accuracy, accuracyLow, accuracyHigh, clipCount },
}: {
  readonly slice: Slice;
}) {
  const sentence = `Speaker ${value}: UAR ${formatPercent(uar)}, accuracy ${formatPercent(accuracy)} (${formatPercent(accuracyLow)} to ${formatPercent(accuracyHigh)}) of ${clipCount} clips`;
  return (
    <li className="flex items-center gap-3" title={sentence}>
      <span className="sr-only">{sentence}</span>
      <Link
        aria-label={`Predictions of speaker ${value}`}
        href={`?tab=predictions&speaker=${encodeURIComponent(value)}`}
        className="numeric w-10 text-right text-sm text-ink-soft hover:text-accent hover:underline"
      >
        {value}
      </Link>
      <span aria-hidden className="relative h-4 flex-1 rounded-sm bg-subtle">
        <span
          className="absolute top-1/2 h-px bg-ink-faint"
          style={{ left: `${accuracyLow * 100}%`, width: `${(accuracyHigh - accuracyLow) * 100}%` }}
        />
        <span
          className="absolute top-1 size-2 -translate-x-1/2 rotate-45 border border-ink-faint bg-surface"
          style={{ left: `${accuracy * 100}%` }}
        />
        <span
          className="absolute top-0.5 size-3 -translate-x-1/2 rounded-full bg-accent"
          style={{ left: `${uar * 100}%` }}
        />
      </span>
      <span aria-hidden className="numeric w-14 text-right text-sm">
        {formatPercent(uar)}
      </span>
    </li>
  );
}

/** Scores of women and men, weak and strong emotion, and of each sentence. */
export function SlicePanel({ slices }: { readonly slices: readonly Slice[] }) {
  const shown = slices.filter(({ trait }) => trait !== 'SPEAKER');
  if (shown.length === 0) return null;
  return (
    <Panel title="Groups" hint="a group's interval is of its clips, not of other speakers" bodyClassName="">
      <SliceTable caption="Scores by group" slices={shown} />
    </Panel>
  );
}

function SliceTable({ caption, slices }: { readonly caption: string; readonly slices: readonly Slice[] }) {
  return (
    <DataTable
      caption={caption}
      head={
        <>
          <HeadCell>Group</HeadCell>
          <HeadCell align="right">UAR</HeadCell>
          <HeadCell align="right">Accuracy</HeadCell>
          <HeadCell align="right">95 %</HeadCell>
          <HeadCell align="right">Clips</HeadCell>
        </>
      }
    >
      {slices.map(({ trait, value, uar, accuracy, accuracyLow, accuracyHigh, clipCount }) => (
        <tr key={`${trait} ${value}`} className="hover:bg-subtle">
          <Cell>
            <Link
              href={`?tab=predictions&${PARAMS[trait]}=${encodeURIComponent(value)}`}
              className="hover:text-accent hover:underline"
            >
              <span className="text-ink-faint">{sentenceCase(trait)}</span> {value}
            </Link>
          </Cell>
          <Cell align="right">{formatPercent(uar)}</Cell>
          <Cell align="right">{formatPercent(accuracy)}</Cell>
          <Cell align="right" className="text-ink-faint">
            {formatPercent(accuracyLow, 0)} – {formatPercent(accuracyHigh, 0)}
          </Cell>
          <Cell align="right">{formatCount(clipCount)}</Cell>
        </tr>
      ))}
    </DataTable>
  );
}
