'use client';
import { useRouter } from 'next/navigation';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { DistributionChart, ScatterChart } from '../../charts';
import { formatPercent, plural, sentenceCase } from '../../format/format';
import {
  FeatureDistributionDocument,
  FeatureProjectionDocument,
  type FeatureProjectionQuery,
} from '../../generated/graphql';
import { Panel } from '../../ui/panel';
import { PanelSkeleton } from '../../ui/skeleton';
import { type ClipTraitName, useFeatureParams } from './feature-params';

/** How one feature is spread in each class. */
export function FeatureDistributionPanel({
  featureSetId,
  firstColumn,
}: {
  readonly featureSetId: string;
  /** Shown until another one is chosen. */
  readonly firstColumn: string;
}) {
  const [{ feature, row, by }] = useFeatureParams();
  const column = feature ?? firstColumn;
  const state = useApiQuery(FeatureDistributionDocument, { id: featureSetId, column, row, by });
  return (
    <Panel title={`Distribution by ${by.toLowerCase()}`} hint="choose a feature in the table">
      <QueryBoundary state={state} loading={<PanelSkeleton className="h-80 border-0" />}>
        {({ featureSet }) => featureSet && <DistributionChart title={column} input={featureSet.distribution} />}
      </QueryBoundary>
    </Panel>
  );
}

type Projection = NonNullable<FeatureProjectionQuery['featureSet']>['projection'];

/** All clips as points: near each other when their features are alike. */
export function FeatureProjectionPanel({
  featureSetId,
  clipHref,
}: {
  readonly featureSetId: string;
  readonly clipHref: (clipId: string) => string;
}) {
  const router = useRouter();
  const [{ row, by }] = useFeatureParams();
  const state = useApiQuery(FeatureProjectionDocument, { id: featureSetId, row });
  return (
    <Panel title="Clips in two dimensions" hint="alike features lie near each other (principal components)">
      <QueryBoundary state={state} loading={<PanelSkeleton className="h-96 border-0" />}>
        {({ featureSet }) => {
          if (!featureSet) return null;
          const { projection } = featureSet;
          return (
            <>
              <ScatterChart
                title={`Coloured by ${by.toLowerCase()}`}
                x={projection.x}
                y={projection.y}
                labels={labelsOf(projection, by)}
                names={projection.paths}
                xLabel={axisLabel(projection, 0)}
                yLabel={axisLabel(projection, 1)}
                onOpen={(index) => {
                  const clipId = projection.clipIds[index];
                  if (clipId) router.push(clipHref(clipId));
                }}
              />
              <Remarks projection={projection} />
            </>
          );
        }}
      </QueryBoundary>
    </Panel>
  );
}

function Remarks({ projection }: { readonly projection: Projection }) {
  const { clipCount, missingCount, x } = projection;
  const isSampled = x.length + missingCount < clipCount;
  if (!isSampled && missingCount === 0) return null;
  return (
    <p className="mt-2 text-sm text-ink-faint">
      {isSampled && `${plural(x.length, 'clip')} of ${clipCount}, evenly spaced. `}
      {missingCount > 0 && `${plural(missingCount, 'clip')} without features left out.`}
    </p>
  );
}

function labelsOf(projection: Projection, by: ClipTraitName): readonly (string | null)[] {
  switch (by) {
    case 'EMOTION':
      return projection.emotions;
    case 'GENDER':
      return projection.genders;
    case 'INTENSITY':
      return projection.intensities;
    case 'SPEAKER':
      return projection.speakers;
  }
}

/** For instance `31.2 % of the variance: mfcc.1, mfcc.0, rms`. */
function axisLabel({ axes }: Projection, index: number): string {
  const axis = axes[index];
  if (!axis) return sentenceCase('none');
  const names = axis.loadings.slice(0, 3).map(({ column }) => column);
  return `${formatPercent(axis.explained)} of the variance: ${names.join(', ')}`;
}
