'use client';
import { Rocket, SearchX, Trophy } from 'lucide-react';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { Suspense } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { sentenceCase } from '../../format/format';
import { LeaderboardKeysDocument } from '../../generated/graphql';
import { LinkButton } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Select } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { PageHeader } from '../../ui/page-header';
import { Segmented } from '../../ui/segmented';
import { PanelSkeleton } from '../../ui/skeleton';
import { Board } from './board';
import { type BoardKey, type ChosenBoards, chooseBoards } from './choose-board';

const TASKS = ['EMOTION', 'GENDER', 'SPEAKER'] as const;
const PARSERS = { task: parseAsStringLiteral(TASKS), version: parseAsString, protocol: parseAsString };

export function LeaderboardPage({ slug }: { readonly slug: string }) {
  return (
    <Suspense fallback={<PanelSkeleton className="h-96" />}>
      <Leaderboards slug={slug} />
    </Suspense>
  );
}

function Leaderboards({ slug }: { readonly slug: string }) {
  const state = useApiQuery(LeaderboardKeysDocument, { slug });
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
        return (
          <>
            <PageHeader
              title="Leaderboard"
              hint="Experiments measured alike: one task, one version of the data, one protocol."
              actions={chosen && <Choice chosen={chosen} onChoose={setWanted} />}
            />
            {chosen ? <Boards slug={slug} chosen={chosen} /> : <NoBoards slug={slug} />}
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
          <LinkButton href={`/p/${slug}/launch`} variant="primary">
            <Rocket aria-hidden /> Launch an experiment
          </LinkButton>
        }
      >
        An experiment appears here by itself as soon as its first run has finished.
      </EmptyState>
    </div>
  );
}

function Choice({
  chosen,
  onChoose,
}: {
  readonly chosen: ChosenBoards;
  readonly onChoose: (wanted: {
    task?: BoardKey['task'] | null;
    version?: string | null;
    protocol?: string | null;
  }) => void;
}) {
  const { main, leaky, tasks, versions, protocols } = chosen;
  const shown = main ?? leaky[0];
  if (!shown) return null;
  return (
    <>
      {tasks.length > 1 && (
        <Segmented
          label="Task"
          value={shown.task}
          options={tasks.map((task) => ({ value: task, label: sentenceCase(task) }))}
          onChange={(task) => onChoose({ task, version: null, protocol: null })}
        />
      )}
      <Select
        aria-label="Data"
        value={shown.datasetVersion.id}
        onChange={(event) => onChoose({ version: event.target.value, protocol: null })}
        className="max-w-52"
      >
        {versions.map(({ datasetVersion: { id, number, dataset } }) => (
          <option key={id} value={id}>
            {dataset.name}, version {number}
          </option>
        ))}
      </Select>
      {main && (
        <Select
          aria-label="Protocol"
          value={main.protocol.hash}
          onChange={(event) => onChoose({ protocol: event.target.value })}
          className="max-w-52"
        >
          {protocols.map(({ protocol, experimentCount }) => (
            <option key={protocol.hash} value={protocol.hash}>
              {protocol.name} {protocol.foldCount === null ? '' : `· ${protocol.foldCount} folds `}({experimentCount})
            </option>
          ))}
        </Select>
      )}
    </>
  );
}

function Boards({ slug, chosen: { main, leaky } }: { readonly slug: string; readonly chosen: ChosenBoards }) {
  return (
    <div className="flex flex-col gap-8">
      {main ? (
        <Board key={boardId(main)} slug={slug} board={main} />
      ) : (
        <Notice tone="warn" title="There is no sound figure for this data yet">
          Only a protocol that leaks by design was used. Launch an experiment with by-speaker to learn how well models
          do on voices they have not heard.
        </Notice>
      )}
      {leaky.length > 0 && (
        <section aria-labelledby="leaky-boards" className="flex flex-col gap-3">
          <h2 id="leaky-boards" className="text-md font-semibold">
            Inflated by the split
          </h2>
          {leaky.map((key) => (
            <Board key={boardId(key)} slug={slug} board={key} />
          ))}
        </section>
      )}
    </div>
  );
}

function boardId({ task, protocol, datasetVersion }: BoardKey): string {
  return `${task}:${protocol.hash}:${datasetVersion.id}`;
}
