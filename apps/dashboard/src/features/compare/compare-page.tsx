'use client';
import { GitCompareArrows, SearchX } from 'lucide-react';
import { lazy, Suspense, useCallback, useEffect, useMemo } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { ChartLinkProvider } from '../../charts';
import { plural } from '../../format/format';
import { CompareExperimentsDocument, CompareRunsDocument } from '../../generated/graphql';
import { LinkButton } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Notice } from '../../ui/notice';
import { PageHeader } from '../../ui/page-header';
import { PanelSkeleton } from '../../ui/skeleton';
import { WhenNear } from '../../ui/when-near';
import { fetchCurvesAhead, wholeCurves } from '../series';
import { type CompareParams, type SetCompareParams, useCompareParams } from './compare-params';
import { CurvesPanel } from './curves-panel';
import { findMismatches } from './prepare-compare';
import { experimentSubjects, runSubjects, type Subject } from './subject';
import { SubjectStrip } from './subject-strip';
import { eyesOf, FIRST_VISIBLE, visiblePlaces } from './visible-subjects';

// The curves are what the page opens with; what is below them comes with its panels.
const MetricsPanel = lazy(async () => ({ default: (await import('./metrics-panel')).MetricsPanel }));
const PairedPanels = lazy(async () => ({ default: (await import('./paired-panels')).PairedPanels }));
const ConfusionPanel = lazy(async () => ({ default: (await import('./confusion-panel')).ConfusionPanel }));
const SettingsPanel = lazy(async () => ({ default: (await import('./settings-panel')).SettingsPanel }));
const ArchitecturesPanel = lazy(async () => ({ default: (await import('./architectures-panel')).ArchitecturesPanel }));

export function ComparePage({ slug }: { readonly slug: string }) {
  return (
    <Suspense fallback={<PanelSkeleton className="h-96" />}>
      <Compare slug={slug} />
    </Suspense>
  );
}

function Compare({ slug }: { readonly slug: string }) {
  const { params } = useCompareParams();
  const experimentIds = useIds(params.experiments);
  const runIds = useIds(params.runs ?? params.ids);
  if (experimentIds.length > 0) return <ComparedExperiments slug={slug} ids={experimentIds} />;
  if (runIds.length > 0) return <ComparedRuns slug={slug} ids={runIds} params={params} />;
  return <NothingSelected slug={slug} />;
}

/** A stable list without repeats. */
function useIds(given: readonly string[] | null): readonly string[] {
  const list = (given ?? []).join(',');
  return useMemo(() => [...new Set(list.split(',').filter(Boolean))], [list]);
}

function ComparedRuns({
  slug,
  ids,
  params,
}: {
  readonly slug: string;
  readonly ids: readonly string[];
  readonly params: CompareParams;
}) {
  useCurvesAhead(ids, params);
  const state = useApiQuery(
    CompareRunsDocument,
    useMemo(() => ({ ids: [...ids] }), [ids]),
  );
  const runs = state.data?.runs;
  const subjects = useMemo(() => runSubjects(runs ?? []), [runs]);
  return (
    <QueryBoundary state={state} loading={<PanelSkeleton className="h-96" />}>
      {() => <Comparison slug={slug} kind="run" subjects={subjects} missingCount={ids.length - subjects.length} />}
    </QueryBoundary>
  );
}

/** An address that names runs and metrics says all that the curves need: they are read beside the runs, not after them. */
function useCurvesAhead(ids: readonly string[], { keys, eyes, axis }: CompareParams): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the address that the page was opened with alone
  useEffect(() => {
    if (keys === null || axis !== 'step') return;
    const visible = visiblePlaces(eyes, ids.length);
    const shown = ids.filter((_, place) => visible.has(place));
    fetchCurvesAhead(wholeCurves(shown, keys, false, shown.length));
  }, []);
}

function ComparedExperiments({ slug, ids }: { readonly slug: string; readonly ids: readonly string[] }) {
  const state = useApiQuery(
    CompareExperimentsDocument,
    useMemo(() => ({ ids: [...ids] }), [ids]),
  );
  const experiments = state.data?.experiments;
  const subjects = useMemo(() => experimentSubjects(experiments ?? []), [experiments]);
  return (
    <QueryBoundary state={state} loading={<PanelSkeleton className="h-96" />}>
      {() => (
        <Comparison slug={slug} kind="experiment" subjects={subjects} missingCount={ids.length - subjects.length} />
      )}
    </QueryBoundary>
  );
}

function NothingSelected({ slug }: { readonly slug: string }) {
  return (
    <>
      <PageHeader title="Compare" />
      <div className="rounded-lg border border-line bg-surface">
        <EmptyState
          icon={GitCompareArrows}
          title="No runs selected"
          action={
            <LinkButton variant="primary" href={`/p/${slug}/runs`}>
              Go to the runs
            </LinkButton>
          }
        >
          Tick two or more runs in the list of runs, then choose Compare in the bar that appears. The address of the
          comparison can be shared.
        </EmptyState>
      </div>
    </>
  );
}

function Comparison({
  slug,
  kind,
  subjects,
  missingCount,
}: {
  readonly slug: string;
  readonly kind: Subject['kind'];
  readonly subjects: readonly Subject[];
  readonly missingCount: number;
}) {
  const { params, zoom, setParams } = useCompareParams();
  const mismatches = useMemo(() => findMismatches(subjects), [subjects]);
  const visible = useMemo(() => visiblePlaces(params.eyes, subjects.length), [params.eyes, subjects.length]);
  const onReference = useCallback((id: string) => void setParams({ ref: id }), [setParams]);
  const onVisible = useCallback(
    (places: ReadonlySet<number>) => void setParams({ eyes: eyesOf(places, subjects.length) }),
    [setParams, subjects.length],
  );
  const onRemove = useCallback((id: string) => removeSubject(subjects, id, setParams), [subjects, setParams]);
  const isMany = subjects.length > FIRST_VISIBLE;
  if (subjects.length === 0) {
    return (
      <EmptyState
        icon={SearchX}
        title={`None of these ${kind}s exists`}
        action={<LinkButton href={`/p/${slug}/runs`}>All runs</LinkButton>}
      >
        Check the address.
      </EmptyState>
    );
  }
  const reference = Math.max(
    0,
    subjects.findIndex(({ id }) => id === params.ref),
  );
  return (
    <ChartLinkProvider>
      <PageHeader
        title={`Compare ${plural(subjects.length, kind)}`}
        hint={`Differences are to ${subjects[reference]?.name ?? 'the first'}.`}
      />
      <div className="flex flex-col gap-4">
        {missingCount > 0 && (
          <Notice>
            {plural(missingCount, kind)} of the address could not be found and {missingCount === 1 ? 'is' : 'are'} left
            out.
          </Notice>
        )}
        {mismatches.length > 0 && (
          <Notice tone="warn" title="These figures were not measured alike: nothing below is ranked">
            <ul>
              {mismatches.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          </Notice>
        )}
        <SubjectStrip
          slug={slug}
          subjects={subjects}
          reference={reference}
          visible={visible}
          onReference={onReference}
          onVisible={onVisible}
          onRemove={onRemove}
        />
        <CurvesPanel subjects={subjects} visible={visible} params={params} zoom={zoom} setParams={setParams} />
        <WhenNear isOn={isMany}>
          <MetricsPanel subjects={subjects} reference={reference} canRank={mismatches.length === 0} />
        </WhenNear>
        <WhenNear isOn={isMany}>
          <PairedPanels subjects={subjects} reference={reference} pair={params.pair} setParams={setParams} />
        </WhenNear>
        <WhenNear isOn={isMany}>
          <ConfusionPanel subjects={subjects} reference={reference} view={params.matrix} setParams={setParams} />
        </WhenNear>
        <WhenNear isOn={isMany}>
          <SettingsPanel
            subjects={subjects}
            reference={reference}
            isDifferencesOnly={params.differences}
            search={params.find}
            setParams={setParams}
          />
        </WhenNear>
        <WhenNear isOn={isMany}>
          <ArchitecturesPanel subjects={subjects} reference={reference} />
        </WhenNear>
      </div>
    </ChartLinkProvider>
  );
}

function removeSubject(subjects: readonly Subject[], id: string, setParams: SetCompareParams): void {
  const left = subjects.filter((subject) => subject.id !== id).map((subject) => subject.id);
  const isOfExperiments = subjects[0]?.kind === 'experiment';
  void setParams({
    experiments: isOfExperiments ? left : null,
    runs: isOfExperiments ? null : left,
    ids: null,
    eyes: null,
  });
}
