'use client';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { DistributionChart } from '../../charts';
import { VersionDistributionsDocument } from '../../generated/graphql';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { Segmented } from '../../ui/segmented';
import { PanelSkeleton } from '../../ui/skeleton';
import { CLIP_TRAITS } from './feature-params';

const SPLITS = ['ALL', ...CLIP_TRAITS] as const;
const LABELS = {
  ALL: 'All',
  EMOTION: 'Emotion',
  GENDER: 'Gender',
  INTENSITY: 'Intensity',
  SPEAKER: 'Speaker',
} as const;

/** How long and how loud the clips of a version are, together or by class. */
export function VersionDistributions({ versionId }: { readonly versionId: string }) {
  const [split, setSplit] = useQueryState('spread', parseAsStringLiteral(SPLITS).withDefault('ALL'));
  const by = split === 'ALL' ? null : split;
  const state = useApiQuery(VersionDistributionsDocument, { id: versionId, by });
  return (
    <Panel
      title="Length and loudness"
      actions={
        <Segmented
          label="Spread by"
          value={split}
          options={SPLITS.map((value) => ({ value, label: LABELS[value] }))}
          onChange={(value) => setSplit(value)}
          className="max-w-full overflow-x-auto"
        />
      }
    >
      <QueryBoundary state={state} loading={<PanelSkeleton className="h-48 border-0" />}>
        {({ datasetVersion }) => {
          if (!datasetVersion) return null;
          const { durations, loudness } = datasetVersion;
          const isUnmeasured = loudness.edges.length === 0;
          return (
            <div className="grid gap-x-8 gap-y-5 lg:grid-cols-2">
              <DistributionChart title="Length" unit="s" input={durations} />
              {isUnmeasured ? (
                <Notice title="Loudness was not measured">
                  These clips were imported by an earlier version. Import the same recordings again: the version stays
                  what it is, and their levels are filled in.
                </Notice>
              ) : (
                <DistributionChart title="Loudness (RMS of each clip)" unit="dBFS" input={loudness} />
              )}
            </div>
          );
        }}
      </QueryBoundary>
    </Panel>
  );
}
