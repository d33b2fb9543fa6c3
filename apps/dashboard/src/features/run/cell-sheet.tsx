'use client';
import Link from 'next/link';
import { useParams } from 'next/navigation';
import type { Split } from '../../generated/graphql';
import { Sheet } from '../../ui/sheet';
import { PredictionList } from './prediction-list';

/** The clips that one cell of a confusion matrix counts, to be listened to. */
export function CellSheet({
  runId,
  labels,
  split,
  cell,
  onClose,
}: {
  readonly runId: string;
  readonly labels: readonly string[];
  readonly split: Split;
  readonly cell: { readonly actual: string; readonly predicted: string } | null;
  readonly onClose: () => void;
}) {
  const { project } = useParams<{ project: string }>();
  if (cell === null) return null;
  const { actual, predicted } = cell;
  const query = new URLSearchParams({ tab: 'predictions', split, actual, predicted });
  return (
    <Sheet
      title={actual === predicted ? `${actual}, heard as such` : `${actual} heard as ${predicted}`}
      description={`Clips of the ${split.toLowerCase()} part`}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <PredictionList
        runId={runId}
        labels={labels}
        filter={{ split, actual, predicted }}
        order="HARDEST"
        nothing={`No clip of this part that is ${actual} was heard as ${predicted}. Choose a cell that counts some.`}
      />
      <p className="border-t border-line px-4 py-2 text-sm">
        <Link href={`/p/${project}/runs/${runId}?${query}`} className="text-accent hover:underline">
          All predictions with this filter
        </Link>
      </p>
    </Sheet>
  );
}
