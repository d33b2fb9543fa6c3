'use client';
import { LayoutTemplate, Rocket, SearchX, Trophy } from 'lucide-react';
import { parseAsIsoDateTime, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { Suspense, useState } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { LeaderboardKeysDocument, type LeaderboardKeysQuery } from '../../generated/graphql';
import { LinkButton } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Notice } from '../../ui/notice';
import { PageHeader } from '../../ui/page-header';
import { PanelSkeleton } from '../../ui/skeleton';
import { Board } from './board';
import { type BoardAddress, METRICS } from './board-address';
import { BoardChoice } from './board-choice';
import { type BoardKey, type ChosenBoards, chooseBoards } from './choose-board';
import { OtherFigures } from './other-figures';

const TASKS = ['EMOTION', 'GENDER', 'SPEAKER'] as const;
const PARSERS = {
  task: parseAsStringLiteral(TASKS),
  version: parseAsString,
  protocol: parseAsString,
  metric: parseAsStringLiteral(METRICS).withDefault('UAR'),
  asOf: parseAsIsoDateTime,
};

/** @param isEmbedded inside another page: boards alone, without what changes anything */
export function LeaderboardPage({
  slug,
  isEmbedded = false,
}: {
  readonly slug: string;
  readonly isEmbedded?: boolean;
}) {
  return (
    <Suspense fallback={<PanelSkeleton className="h-96" />}>
      <Leaderboards slug={slug} isEmbedded={isEmbedded} />
    </Suspense>
  );
}

function Leaderboards({ slug, isEmbedded }: { readonly slug: string; readonly isEmbedded: boolean }) {
  const state = useApiQuery(LeaderboardKeysDocument, { slug });
  const [revision, setRevision] = useState(0);
  const figures = {
    revision,
    onChanged: () => {
      state.reload();
      setRevision(revision + 1);
    },
  };
  const [wanted, setWanted] = useQueryStates(PARSERS, { history: 'replace' });
  return (
    <QueryBoundary state={state} loading={<PanelSkeleton className="h-96" />}>
      {({ project }) => {
        if (project === null) {
          return (
            <EmptyState
              icon={SearchX}
              title={`There is no project “${slug}”`}
              action={<LinkButton href="/?all">All projects</LinkButton>}
            />
          );
        }
        const chosen = chooseBoards(project.leaderboards, {
          task: wanted.task,
          versionId: wanted.version,
          protocolHash: wanted.protocol,
        });
        const asOf = wanted.asOf?.toISOString() ?? null;
        const shown = { slug, metric: wanted.metric, asOf };
        return (
          <>
            {!isEmbedded && (
              <PageHeader
                title="Leaderboard"
                hint="Experiments measured alike: one task, one version of the data, one protocol."
                actions={
                  chosen && (
                    <span className="flex flex-wrap items-center gap-2 print:hidden">
                      <LinkButton href={`/p/${slug}/templates`}>
                        <LayoutTemplate aria-hidden /> Templates
                      </LinkButton>
                      <BoardChoice chosen={chosen} metric={wanted.metric} asOf={asOf} onChoose={setWanted} />
                    </span>
                  )
                }
              />
            )}
            {chosen ? (
              <Boards shown={shown} chosen={chosen} project={project} isEmbedded={isEmbedded} figures={figures} />
            ) : (
              <NoBoards slug={slug} />
            )}
          </>
        );
      }}
    </QueryBoundary>
  );
}

function NoBoards({ slug }: { readonly slug: string }) {
  return (
    <div className="rounded-lg border border-line bg-surface">
      <EmptyState
        icon={Trophy}
        title="Nothing to rank yet"
        action={
          <>
            <LinkButton href={`/p/${slug}/templates`} variant="primary">
              <LayoutTemplate aria-hidden /> Start from a template
            </LinkButton>
            <LinkButton href={`/p/${slug}/launch`}>
              <Rocket aria-hidden /> Launch an experiment
            </LinkButton>
          </>
        }
      >
        An experiment appears here by itself as soon as its first run has finished.
      </EmptyState>
    </div>
  );
}

function Boards({
  shown,
  chosen: { main, leaky },
  project,
  isEmbedded,
  figures,
}: {
  readonly shown: Pick<BoardAddress, 'slug' | 'metric' | 'asOf'>;
  readonly chosen: ChosenBoards;
  readonly project: NonNullable<LeaderboardKeysQuery['project']>;
  readonly isEmbedded: boolean;
  readonly figures: { readonly revision: number; readonly onChanged: () => void };
}) {
  const board = (key: BoardKey) => {
    const address: BoardAddress = {
      ...shown,
      task: key.task,
      datasetVersionId: key.datasetVersion.id,
      protocolHash: key.protocol.hash,
    };
    return (
      <Board
        key={JSON.stringify(address)}
        address={address}
        boardKey={key}
        isEmbedded={isEmbedded}
        figuresRevision={figures.revision}
        onFiguresChanged={figures.onChanged}
      />
    );
  };
  const any = main ?? leaky[0];
  return (
    <div className="flex flex-col gap-8">
      {main ? (
        board(main)
      ) : (
        <Notice tone="warn" title="There is no sound figure for this data yet">
          Only a protocol that leaks by design was used. Launch an experiment with by-speaker to learn how well models
          do on voices they have not heard.
        </Notice>
      )}
      {leaky.length > 0 && !(isEmbedded && main) && (
        <section aria-labelledby="leaky-boards" className="flex flex-col gap-3">
          <h2 id="leaky-boards" className="text-md font-semibold">
            Inflated by the split
          </h2>
          {leaky.map(board)}
        </section>
      )}
      {any && !isEmbedded && (
        <OtherFigures
          slug={shown.slug}
          metric={shown.metric}
          task={any.task}
          datasetId={any.datasetVersion.dataset.id}
          shownProtocols={[main, ...leaky].flatMap((key) => key?.protocol.name ?? [])}
          figures={project.publishedFigures}
          onChanged={figures.onChanged}
        />
      )}
    </div>
  );
}
