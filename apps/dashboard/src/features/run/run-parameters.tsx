'use client';
import { Search } from 'lucide-react';
import Link from 'next/link';
import { useParams } from 'next/navigation';
import { useMemo, useState } from 'react';
import { flattenParams } from '../../format/flatten';
import { formatCount, MISSING } from '../../format/format';
import type { RunParametersFragment } from '../../generated/graphql';
import { CopyButton } from '../../ui/copy-button';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import { Input } from '../../ui/field';
import { Panel } from '../../ui/panel';
import { PropertyList } from '../../ui/property-list';

export function RunParameters({ run }: { readonly run: RunParametersFragment }) {
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)]">
      <ParameterTable run={run} />
      <div className="flex min-w-0 flex-col gap-4">
        <DataPanel run={run} />
        <SplitPanel run={run} />
        {run.notes && (
          <Panel title="Notes">
            <p className="whitespace-pre-wrap">{run.notes}</p>
          </Panel>
        )}
      </div>
    </div>
  );
}

function ParameterTable({ run }: { readonly run: RunParametersFragment }) {
  const [search, setSearch] = useState('');
  const all = useMemo(() => [...flattenParams(run.params)].sort(([a], [b]) => a.localeCompare(b)), [run.params]);
  const shown = all.filter(([name, value]) => `${name} ${value}`.toLowerCase().includes(search.trim().toLowerCase()));
  return (
    <Panel
      title="Parameters"
      hint={formatCount(all.length)}
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
      {shown.length === 0 ? (
        <p className="py-6 text-center text-ink-faint">{all.length === 0 ? 'None were logged.' : 'None matches.'}</p>
      ) : (
        <DataTable
          caption="Parameters"
          head={
            <>
              <HeadCell>Name</HeadCell>
              <HeadCell>Value</HeadCell>
            </>
          }
        >
          {shown.map(([name, value]) => (
            <tr key={name}>
              <Cell className="text-ink-soft">{name}</Cell>
              <Cell className="font-mono text-sm break-all">
                {value ?? <span className="text-ink-faint">none</span>}
              </Cell>
            </tr>
          ))}
        </DataTable>
      )}
    </Panel>
  );
}

function DataPanel({ run }: { readonly run: RunParametersFragment }) {
  const { project } = useParams<{ project: string }>();
  const { featureSet } = run.experiment;
  if (featureSet === null) return null;
  const { datasetVersion: version } = featureSet;
  return (
    <Panel title="Data">
      <PropertyList
        items={[
          {
            name: 'Dataset',
            value: (
              <Link
                href={`/p/${project}/data/${version.dataset.id}?v=${version.number}`}
                className="text-accent hover:underline"
              >
                {version.dataset.name}, version {version.number}
              </Link>
            ),
          },
          { name: 'Content hash', value: <Hash text={version.contentHash} /> },
          { name: 'Features', value: featureSet.name },
          { name: 'Recipe hash', value: <Hash text={featureSet.recipeHash} /> },
        ]}
      />
    </Panel>
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
      <code className="font-mono text-sm" title={text}>
        {text.slice(0, 12)}
      </code>
      <CopyButton label="Copy the whole hash" text={text} />
    </span>
  );
}
