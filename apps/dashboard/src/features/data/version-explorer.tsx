'use client';
import { type ReactNode, useState } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { CompositionChart } from '../../charts';
import { VersionCompositionDocument, type VersionCompositionQuery } from '../../generated/graphql';
import { Panel } from '../../ui/panel';
import { Segmented } from '../../ui/segmented';
import { PanelSkeleton } from '../../ui/skeleton';
import { ClipsPanel } from './clips-panel';
import { type ClipTrait, useDataParams } from './data-params';

/** What a version holds, as figures and clip by clip; a click on a figure filters the clips. */
export function VersionExplorer({ versionId, facts }: { readonly versionId: string; readonly facts: ReactNode }) {
  const state = useApiQuery(VersionCompositionDocument, { id: versionId });
  return (
    <QueryBoundary state={state} loading={<PanelSkeleton className="h-80" />}>
      {({ datasetVersion }) =>
        datasetVersion === null ? null : (
          <>
            <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
              <CompositionPanel cells={datasetVersion.composition} />
              {facts}
            </div>
            <ClipsPanel versionId={versionId} traits={traitValues(datasetVersion)} />
          </>
        )
      }
    </QueryBoundary>
  );
}

type Version = NonNullable<VersionCompositionQuery['datasetVersion']>;

const BARS = [
  { value: 'emotion', label: 'Emotion', stackOf: 'gender' },
  { value: 'speaker', label: 'Speaker', stackOf: 'gender' },
  { value: 'intensity', label: 'Intensity', stackOf: 'gender' },
] as const;

function CompositionPanel({ cells }: { readonly cells: Version['composition'] }) {
  const { params, setParams } = useDataParams();
  const [barOf, setBarOf] = useState<(typeof BARS)[number]['value']>('emotion');
  const stackOf = BARS.find(({ value }) => value === barOf)?.stackOf ?? 'gender';
  return (
    <Panel
      title="Composition"
      hint={`clips by ${barOf} and ${stackOf}`}
      actions={<Segmented label="Bars" value={barOf} options={BARS} onChange={setBarOf} />}
    >
      <CompositionChart
        title={`Clips by ${barOf} and ${stackOf}`}
        cells={cells}
        barOf={barOf}
        stackOf={stackOf}
        selected={params[barOf]}
        onSelect={(label) => setParams({ [barOf]: params[barOf] === label ? null : label })}
      />
    </Panel>
  );
}

/** The values each trait takes in the version, for the filters. */
function traitValues({ composition, speakers }: Version): Readonly<Record<ClipTrait, readonly string[]>> {
  const distinct = (trait: 'emotion' | 'gender' | 'intensity') =>
    [...new Set(composition.flatMap((cell) => cell[trait] ?? []))].sort();
  return {
    emotion: distinct('emotion'),
    gender: distinct('gender'),
    intensity: distinct('intensity'),
    speaker: speakers,
  };
}
