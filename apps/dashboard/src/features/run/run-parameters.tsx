'use client';
import { ArrowRight, Search } from 'lucide-react';
import Link from 'next/link';
import { useParams } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { flattenParams } from '../../format/flatten';
import { formatCount, MISSING } from '../../format/format';
import type { RunParametersFragment } from '../../generated/graphql';
import { CopyButton } from '../../ui/copy-button';
import { Input } from '../../ui/field';
import { Panel } from '../../ui/panel';
import { PropertyList } from '../../ui/property-list';
import { ConfigTree, entriesOf, fitsSearch } from './config-tree';

/** What the run was made with, where it ran, and what it was made from. */
export function RunParameters({ run }: { readonly run: RunParametersFragment }) {
  return (
    <div className="flex flex-col gap-4">
      <LineagePanel run={run} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)]">
        <ParameterPanel run={run} />
        <div className="flex min-w-0 flex-col gap-4">
          <EnvironmentPanel run={run} />
          <SplitPanel run={run} />
        </div>
      </div>
    </div>
  );
}

function ParameterPanel({ run }: { readonly run: RunParametersFragment }) {
  const [search, setSearch] = useState('');
  const nodes = entriesOf(run.params) ?? [];
  const needle = search.trim().toLowerCase();
  const hasMatch = nodes.some((node) => fitsSearch(node, needle));
  return (
    <Panel
      title="Parameters"
      hint={formatCount(flattenParams(run.params).size)}
      bodyClassName=""
      actions={
        <>
          <div className="relative w-44">
            <Search
              aria-hidden
              className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-ink-faint"
            />
            <Input
              type="search"
              aria-label="Search parameters"
              placeholder="Search"
              className="pl-8"
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          </div>
          <CopyButton label="Copy all as JSON" text={JSON.stringify(run.params, null, 2)} />
        </>
      }
    >
      {hasMatch ? (
        <div className="px-2 pb-2">
          <ConfigTree nodes={nodes} search={search} />
        </div>
      ) : (
        <p className="py-6 text-center text-ink-faint">{nodes.length === 0 ? 'None were logged.' : 'None matches.'}</p>
      )}
    </Panel>
  );
}

/** Names that scripts use for the version of their code. */
const CODE_KEYS = ['code_version', 'codeVersion', 'git_commit', 'gitCommit', 'commit', 'mlflow.source.git.commit'];

function EnvironmentPanel({ run }: { readonly run: RunParametersFragment }) {
  const { backend, worker, seed, attempt } = run;
  const params = flattenParams(run.params);
  const code = CODE_KEYS.map((key) => params.get(key)).find((value) => value !== undefined && value !== null);
  const own = backend?.versions.find(({ name }) => name === 'voxboard');
  return (
    <Panel title="Environment">
      <PropertyList
        items={[
          { name: 'Code version', value: code ?? (own ? `Voxboard ${own.version}` : MISSING) },
          { name: 'Backend', value: backend?.name ?? MISSING },
          { name: 'Device', value: backend?.device ?? MISSING },
          { name: 'Threads', value: formatCount(backend?.threads) },
          ...(backend?.versions ?? []).map(({ name, version }) => ({ name, value: version })),
          { name: 'Worker', value: worker ? `${worker.name} on ${worker.host}` : MISSING },
          { name: 'Seed', value: seed === null ? MISSING : String(seed) },
          { name: 'Attempt', value: String(attempt) },
        ]}
      />
    </Panel>
  );
}

/** From the recordings to the run, each step with the hash that tells it from all others. */
function LineagePanel({ run }: { readonly run: RunParametersFragment }) {
  const { project } = useParams<{ project: string }>();
  const { featureSet } = run.experiment;
  if (featureSet === null) return null;
  const { datasetVersion: version } = featureSet;
  const data = `/p/${project}/data/${version.dataset.id}`;
  return (
    <Panel title="Lineage" hint="what this run was made from">
      <ol className="flex flex-wrap items-stretch gap-2">
        <Origin name="Dataset" hash={version.contentHash}>
          <Link href={`${data}?v=${version.number}`} className="text-accent hover:underline">
            {version.dataset.name}, version {version.number}
          </Link>
        </Origin>
        <Origin name="Features" hash={featureSet.recipeHash} isNext>
          <Link href={`${data}/features/${featureSet.id}`} className="text-accent hover:underline">
            {featureSet.name}
          </Link>
        </Origin>
        {run.split && (
          <Origin name="Split" hash={run.split.splitHash} isNext>
            {run.split.protocol.name}, seed {run.split.seed}
          </Origin>
        )}
        <Origin name="Run" hash={run.id} isNext>
          this run
        </Origin>
      </ol>
    </Panel>
  );
}

function Origin({
  name,
  hash,
  isNext = false,
  children,
}: {
  readonly name: string;
  readonly hash: string;
  readonly isNext?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <li className="flex min-w-0 items-center gap-2">
      {isNext && <ArrowRight aria-hidden className="size-4 text-ink-faint" />}
      <div className="rounded-md border border-line bg-subtle px-3 py-2">
        <p className="text-sm text-ink-faint">{name}</p>
        <p className="font-medium">{children}</p>
        <Hash text={hash} />
      </div>
    </li>
  );
}

function SplitPanel({ run }: { readonly run: RunParametersFragment }) {
  const { split } = run;
  if (split === null) return null;
  return (
    <Panel title="Split">
      <PropertyList
        items={[
          { name: 'Protocol', value: `${split.protocol.name}: ${split.protocol.description}` },
          { name: 'Train rows', value: formatCount(split.trainRows) },
          { name: 'Validation rows', value: formatCount(split.validationRows) },
          { name: 'Test rows', value: formatCount(split.testRows) },
          { name: 'Test speakers', value: split.testSpeakers.join(', ') || MISSING },
          { name: 'Validation speakers', value: split.validationSpeakers.join(', ') || MISSING },
          { name: 'Split hash', value: <Hash text={split.splitHash} /> },
        ]}
      />
    </Panel>
  );
}

function Hash({ text }: { readonly text: string }) {
  return (
    <span className="flex items-center gap-1">
      <code className="font-mono text-sm text-ink-soft" title={text}>
        {text.slice(0, 12)}
      </code>
      <CopyButton label="Copy the whole hash" text={text} />
    </span>
  );
}
