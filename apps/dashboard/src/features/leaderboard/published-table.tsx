'use client';
import { ExternalLink, Pencil } from 'lucide-react';
import { useState } from 'react';
import { formatCount, formatPercent } from '../../format/format';
import type { PublishedFigureRowFragment, ScoreMetric } from '../../generated/graphql';
import { IconButton } from '../../ui/button';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import { METRIC_NAMES, METRICS } from './board-address';
import { FigureDialog } from './figure-dialog';

const VALUES = {
  UAR: (figure: PublishedFigureRowFragment) => figure.uar,
  ACCURACY: (figure: PublishedFigureRowFragment) => figure.accuracy,
  MACRO_F1: (figure: PublishedFigureRowFragment) => figure.macroF1,
} as const;

/** Results of others: beside the board, never on it. */
export function PublishedTable({
  figures,
  metric,
  onChanged,
}: {
  readonly figures: readonly PublishedFigureRowFragment[];
  readonly metric: ScoreMetric;
  /** Absent where figures are only shown. */
  readonly onChanged?: (() => void) | undefined;
}) {
  const isEditable = onChanged !== undefined;
  const [edited, setEdited] = useState<PublishedFigureRowFragment | null>(null);
  const order = [metric, ...METRICS.filter((one) => one !== metric)];
  return (
    <section aria-label="Published elsewhere" className="border-t border-line">
      <h3 className="flex flex-wrap items-baseline gap-x-2 px-4 pt-3 font-semibold">
        Published elsewhere
        <span className="text-sm font-normal text-ink-faint">Not measured here, so not ranked and not audited.</span>
      </h3>
      <DataTable
        caption="Published elsewhere"
        head={
          <>
            <HeadCell>Result</HeadCell>
            {order.map((one) => (
              <HeadCell key={one} align="right" className="w-px">
                {METRIC_NAMES[one]}
              </HeadCell>
            ))}
            <HeadCell align="right" className="hidden w-px md:table-cell">
              Speakers
            </HeadCell>
            <HeadCell className="hidden lg:table-cell">How it was split</HeadCell>
            {isEditable && (
              <HeadCell className="relative w-px print:hidden">
                <span className="sr-only">Change</span>
              </HeadCell>
            )}
          </>
        }
      >
        {figures.map((figure) => (
          <tr key={figure.id} className="align-top">
            <Cell className="min-w-44 py-2">
              <span className="block font-medium">{figure.title}</span>
              <span className="block text-sm text-ink-faint">
                {figure.url === null ? (
                  figure.source
                ) : (
                  <a href={figure.url} rel="noreferrer noopener" target="_blank" className="underline">
                    {figure.source} <ExternalLink aria-hidden className="inline size-3" />
                  </a>
                )}
              </span>
              {figure.note !== '' && <span className="block text-sm text-ink-soft">{figure.note}</span>}
            </Cell>
            {order.map((one) => (
              <Cell key={one} align="right" className="py-2">
                {formatPercent(VALUES[one](figure))}
              </Cell>
            ))}
            <Cell align="right" className="hidden py-2 md:table-cell">
              {formatCount(figure.speakerCount)}
            </Cell>
            <Cell className="hidden py-2 text-sm text-ink-soft lg:table-cell">
              {figure.protocolName}
              {figure.protocolNote !== '' && `: ${figure.protocolNote}`}
            </Cell>
            {isEditable && (
              <Cell className="py-1.5 print:hidden">
                <IconButton label={`Change ${figure.title}`} onClick={() => setEdited(figure)}>
                  <Pencil />
                </IconButton>
              </Cell>
            )}
          </tr>
        ))}
      </DataTable>
      {edited && (
        <FigureDialog
          key={edited.id}
          figure={edited}
          onClose={(isChanged) => {
            setEdited(null);
            if (isChanged) onChanged?.();
          }}
        />
      )}
    </section>
  );
}
