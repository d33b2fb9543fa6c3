'use client';
import { useRef, useState } from 'react';
import { useSize } from '../../charts/use-size';
import { formatDuration, formatPercent, sentenceCase } from '../../format/format';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { Segmented } from '../../ui/segmented';
import type { Heard } from './hearing-messages';
import { prepareTimeline, ranked } from './prepare-timeline';

const VIEWS = [
  { value: 'chart', label: 'Chart' },
  { value: 'table', label: 'Table' },
] as const;

/** What a model said of a recording: as a whole, and over time. */
export function HeardPanel({
  heard,
  labels,
  by,
  audio,
}: {
  readonly heard: Heard;
  readonly labels: readonly string[];
  /** Who computed it, and how fast. */
  readonly by: string;
  readonly audio: string | null;
}) {
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const [position, setPosition] = useState(0);
  const best = heard.probabilities && ranked(labels, heard.probabilities)[0];
  return (
    <Panel title="What it heard" hint={by} bodyClassName="flex flex-col gap-5 p-4">
      {best && heard.probabilities ? (
        <>
          <p className="text-lg" data-testid="verdict">
            <span className="font-semibold">{sentenceCase(best.label)}</span>{' '}
            <span className="numeric text-ink-faint">{formatPercent(best.probability)}</span>
          </p>
          <Probabilities labels={labels} probabilities={heard.probabilities} />
        </>
      ) : (
        <Notice tone="warn" title="Nothing of the whole recording could be read">
          It ends before the recipe begins to read, or cleaning finds only silence. Try a longer one.
        </Notice>
      )}
      {audio && (
        // biome-ignore lint/a11y/useMediaCaption: a person's own recording has no captions
        <audio
          controls
          src={audio}
          className="w-full"
          onTimeUpdate={(event) => setPosition(event.currentTarget.currentTime)}
        />
      )}
      <section aria-label="Over time" className="flex flex-col gap-2">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <h3 className="font-medium">
            Over time{' '}
            <span className="text-sm font-normal text-ink-faint">
              {heard.windows.length} {heard.windows.length === 1 ? 'window' : 'windows'} ·{' '}
              {formatDuration(heard.durationSec)}
            </span>
          </h3>
          <Segmented label="View of the probabilities" value={view} options={VIEWS} onChange={setView} />
        </div>
        {view === 'chart' ? (
          <Timeline heard={heard} labels={labels} position={position} />
        ) : (
          <WindowTable heard={heard} labels={labels} />
        )}
      </section>
    </Panel>
  );
}

function Probabilities({
  labels,
  probabilities,
}: {
  readonly labels: readonly string[];
  readonly probabilities: readonly number[];
}) {
  return (
    <ul className="flex flex-col gap-1.5">
      {ranked(labels, probabilities).map(({ label, probability }, i) => (
        <li key={label} className="grid grid-cols-[6.5rem_minmax(0,1fr)_4rem] items-center gap-3">
          <span className={i === 0 ? 'font-medium' : 'text-ink-soft'}>{sentenceCase(label)}</span>
          <span aria-hidden className="h-3 overflow-hidden rounded-sm bg-subtle">
            <span
              className={`block h-full rounded-sm ${i === 0 ? 'bg-accent' : 'bg-ink-faint/50'}`}
              style={{ width: `${100 * probability}%` }}
            />
          </span>
          <span className="numeric text-right">{formatPercent(probability)}</span>
        </li>
      ))}
    </ul>
  );
}

const LABEL_WIDTH = 84;
const LEAST_WIDTH = 160;
const ROW = 22;

function Timeline({
  heard,
  labels,
  position,
}: {
  readonly heard: Heard;
  readonly labels: readonly string[];
  readonly position: number;
}) {
  const box = useRef<HTMLDivElement>(null);
  const width = Math.max(LEAST_WIDTH, useSize(box).width - LABEL_WIDTH);
  const rows = prepareTimeline(labels, heard.windows, heard.durationSec);
  const height = rows.length * ROW;
  const at = (share: number) => LABEL_WIDTH + share * width;
  return (
    <div ref={box} className="min-w-0">
      <svg
        role="img"
        aria-label={`Probability of each label over time: darker is likelier. ${heard.windows.length} windows; the same as a table beside it.`}
        width={LABEL_WIDTH + width}
        height={height + 20}
        className="block max-w-full"
      >
        {rows.map(({ label, cells }, row) => (
          <g key={label}>
            <text x={LABEL_WIDTH - 8} y={row * ROW + 15} textAnchor="end" fontSize={12} fill="var(--ink-soft)">
              {sentenceCase(label)}
            </text>
            <rect x={LABEL_WIDTH} y={row * ROW + 1} width={width} height={ROW - 2} fill="var(--subtle)" />
            {cells.map(({ start, width: share, probability, isBest }) => (
              <rect
                key={start}
                x={at(start)}
                y={row * ROW + 1}
                width={Math.max(1, share * width - 1)}
                height={ROW - 2}
                fill="var(--accent)"
                fillOpacity={probability ?? 0}
                stroke={isBest ? 'var(--ink)' : 'none'}
                strokeWidth={isBest ? 1.5 : 0}
              >
                <title>{probability === null ? 'silence' : `${label} ${formatPercent(probability)}`}</title>
              </rect>
            ))}
          </g>
        ))}
        {position > 0 && heard.durationSec > 0 && (
          <line
            x1={at(position / heard.durationSec)}
            x2={at(position / heard.durationSec)}
            y1={0}
            y2={height}
            stroke="var(--ink)"
            strokeWidth={1.5}
          />
        )}
        <text x={LABEL_WIDTH} y={height + 15} fontSize={11} fill="var(--ink-faint)">
          0 s
        </text>
        <text x={LABEL_WIDTH + width} y={height + 15} textAnchor="end" fontSize={11} fill="var(--ink-faint)">
          {formatDuration(heard.durationSec)}
        </text>
      </svg>
      <p className="text-sm text-ink-faint">Darker is likelier; the outlined label is the likeliest of its window.</p>
    </div>
  );
}

function WindowTable({ heard, labels }: { readonly heard: Heard; readonly labels: readonly string[] }) {
  return (
    <DataTable
      caption="Probabilities over time"
      head={
        <>
          <HeadCell>From</HeadCell>
          <HeadCell>To</HeadCell>
          {labels.map((label) => (
            <HeadCell key={label} align="right">
              {sentenceCase(label)}
            </HeadCell>
          ))}
        </>
      }
    >
      {heard.windows.map(({ startSec, endSec, probabilities }) => (
        <tr key={startSec}>
          <Cell className="numeric">{startSec.toFixed(2)} s</Cell>
          <Cell className="numeric">{endSec.toFixed(2)} s</Cell>
          {labels.map((label, i) => (
            <Cell key={label} align="right">
              {probabilities === null ? 'silence' : formatPercent(probabilities[i])}
            </Cell>
          ))}
        </tr>
      ))}
    </DataTable>
  );
}
