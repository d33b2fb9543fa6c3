'use client';
import type { ReactNode } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { CompositionChart } from '../../charts';
import { VersionCompositionDocument, type VersionCompositionQuery } from '../../generated/graphql';
import { Select } from '../../ui/field';
import { Panel } from '../../ui/panel';
import { PanelSkeleton } from '../../ui/skeleton';
import { ClipsPanel } from './clips-panel';
import { CLIP_TRAITS_SHOWN, type ClipTrait, useDataParams } from './data-params';
import { VersionDistributions } from './version-distributions';

/** What a version holds, as figures and clip by clip; a click on a figure filters the clips. */
export function VersionExplorer({
  place,
  versionId,
  facts,
}: {
  /** Address of the dataset's page. */
  readonly place: string;
  readonly versionId: string;
  readonly facts: ReactNode;
}) {
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
            <VersionDistributions versionId={versionId} />
            <ClipsPanel place={place} versionId={versionId} traits={traitValues(datasetVersion)} />
          </>
        )
      }
    </QueryBoundary>
  );
}

type Version = NonNullable<VersionCompositionQuery['datasetVersion']>;

function CompositionPanel({ cells }: { readonly cells: Version['composition'] }) {
  const { params, setParams, filter } = useDataParams();
  const { bars, stacks } = params;
  // The bars' own trait is what a click filters by: filtering it here too would leave one bar.
  const shown = cells.filter((cell) =>
    CLIP_TRAITS_SHOWN.every((trait) => trait === bars || !filter[trait] || cell[trait] === filter[trait]),
  );
  return (
    <Panel
      title="Composition"
      hint={`clips by ${bars} and ${stacks}`}
      actions={
        <>
          <TraitSelect label="Bars" value={bars} onChange={(trait) => setParams({ bars: trait })} />
          <TraitSelect label="Stacked by" value={stacks} onChange={(trait) => setParams({ stacks: trait })} />
        </>
      }
    >
      <CompositionChart
        title={`Clips by ${bars} and ${stacks}`}
        cells={shown}
        barOf={bars}
        stackOf={stacks}
        selected={params[bars]}
        onSelect={(label) => setParams({ [bars]: params[bars] === label ? null : label })}
      />
    </Panel>
  );
}

function TraitSelect({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: ClipTrait;
  readonly onChange: (trait: ClipTrait) => void;
}) {
  return (
    <span className="flex items-center gap-1.5 text-sm text-ink-faint">
      {label}
      <Select
        aria-label={label}
        value={value}
        onChange={(event) => {
          const trait = CLIP_TRAITS_SHOWN.find((candidate) => candidate === event.target.value);
          if (trait) onChange(trait);
        }}
        className="w-28"
      >
        {CLIP_TRAITS_SHOWN.map((trait) => (
          <option key={trait} value={trait}>
            {trait}
          </option>
        ))}
      </Select>
    </span>
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
