'use client';
import { ChevronLeft, ChevronRight, SearchX } from 'lucide-react';
import Link from 'next/link';
import { parseAsString, useQueryState } from 'nuqs';
import { Suspense } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { SoundView } from '../../audio/sound-view';
import { formatBytes, formatCount, formatDuration, MISSING } from '../../format/format';
import { ClipPageDocument, type ClipPageQuery } from '../../generated/graphql';
import { LinkButton } from '../../ui/button';
import { CopyButton } from '../../ui/copy-button';
import { EmptyState } from '../../ui/empty-state';
import { PageHeader } from '../../ui/page-header';
import { Panel } from '../../ui/panel';
import { PropertyList } from '../../ui/property-list';
import { PanelSkeleton } from '../../ui/skeleton';
import { ClipRecipePanel } from './clip-recipe-panel';

type Clip = NonNullable<ClipPageQuery['clip']>;

interface Place {
  readonly slug: string;
  readonly datasetId: string;
  readonly clipId: string;
}

/** One recording: seen, heard, and what recipes make of it. */
export function ClipPage(place: Place) {
  const state = useApiQuery(ClipPageDocument, { id: place.clipId });
  return (
    <Suspense fallback={<PanelSkeleton />}>
      <QueryBoundary state={state} loading={<PanelSkeleton className="h-96" />}>
        {({ clip, recipePresets }) =>
          clip === null ? (
            <EmptyState
              icon={SearchX}
              title="There is no such clip"
              action={<LinkButton href={`/p/${place.slug}/data/${place.datasetId}`}>The dataset</LinkButton>}
            >
              Check the address.
            </EmptyState>
          ) : (
            <Content place={place} clip={clip} presets={recipePresets} />
          )
        }
      </QueryBoundary>
    </Suspense>
  );
}

function Content({
  place,
  clip,
  presets,
}: {
  readonly place: Place;
  readonly clip: Clip;
  readonly presets: ClipPageQuery['recipePresets'];
}) {
  const { slug, datasetId } = place;
  const { dataset, number, clipCount, featureSets } = clip.datasetVersion;
  const [recipe] = useQueryState('recipe', parseAsString);
  const query = recipe === null ? '' : `?recipe=${encodeURIComponent(recipe)}`;
  const at = (clipId: string) => `/p/${slug}/data/${datasetId}/clips/${clipId}${query}`;
  return (
    <>
      <Link
        href={`/p/${slug}/data/${dataset.id}?v=${number}`}
        className="mb-1 inline-flex items-center gap-0.5 text-sm text-ink-faint hover:text-ink"
      >
        <ChevronLeft aria-hidden className="size-3.5" /> {dataset.name}, version {number}
      </Link>
      <PageHeader
        title={[clip.emotion, clip.intensity, `speaker ${clip.speaker}`].filter(Boolean).join(' · ')}
        hint={<span className="font-mono text-sm break-all">{clip.path}</span>}
        actions={
          <nav aria-label="Clips" className="flex items-center gap-2">
            <span className="numeric text-sm text-ink-faint">
              {formatCount(clip.position + 1)} of {formatCount(clipCount)}
            </span>
            {clip.previous && (
              <LinkButton href={at(clip.previous.id)} aria-label="Previous clip">
                <ChevronLeft aria-hidden />
              </LinkButton>
            )}
            {clip.next && (
              <LinkButton href={at(clip.next.id)} aria-label="Next clip">
                <ChevronRight aria-hidden />
              </LinkButton>
            )}
          </nav>
        }
      />
      <div className="flex flex-col gap-4">
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <Panel title="The recording">
            <SoundView key={clip.id} title="As recorded" audioUrl={clip.audioUrl} pictureUrl={clip.pictureUrl} />
          </Panel>
          <Facts clip={clip} />
        </div>
        <ClipRecipePanel key={clip.id} clipId={clip.id} presets={presets} featureSets={featureSets} />
      </div>
    </>
  );
}

function Facts({ clip }: { readonly clip: Clip }) {
  const level = (decibels: number | null) => (decibels === null ? MISSING : `${decibels.toFixed(1)} dBFS`);
  return (
    <Panel title="Facts">
      <PropertyList
        items={[
          { name: 'Speaker', value: clip.speaker },
          { name: 'Gender', value: clip.gender ?? MISSING },
          { name: 'Emotion', value: clip.emotion ?? MISSING },
          { name: 'Intensity', value: clip.intensity ?? MISSING },
          { name: 'Statement', value: clip.statement ?? MISSING },
          { name: 'Repetition', value: clip.repetition ?? MISSING },
          { name: 'Length', value: formatDuration(clip.durationSec) },
          { name: 'Loudness', value: level(clip.rmsDbfs) },
          { name: 'Peak', value: level(clip.peakDbfs) },
          {
            name: 'Format',
            value: `${clip.sampleRateHz / 1000} kHz, ${clip.channelCount === 1 ? 'mono' : `${clip.channelCount} channels`}, ${formatBytes(clip.sizeBytes)}`,
          },
          {
            name: 'Content',
            value: (
              <span className="flex items-center gap-1">
                <code className="truncate font-mono text-sm" title={clip.sha256}>
                  {clip.sha256.slice(0, 12)}
                </code>
                <CopyButton text={clip.sha256} label="Copy the content hash" />
              </span>
            ),
          },
        ]}
      />
    </Panel>
  );
}
