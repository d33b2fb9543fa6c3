'use client';
import { ChevronLeft, FileJson } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { parseAsString, useQueryState } from 'nuqs';
import { type FormEvent, Suspense, useId, useState } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { type MutationFailure, useMutationResult } from '../../api/use-mutation-result';
import { ArchitecturePageDocument, CreateArchitectureDocument } from '../../generated/graphql';
import { Button } from '../../ui/button';
import { Field, Input } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { PageHeader } from '../../ui/page-header';
import { Panel } from '../../ui/panel';
import { PanelSkeleton } from '../../ui/skeleton';
import { JsonEditor } from './json-editor';
import { NetworkView } from './network-view';
import { STARTING_NETWORK } from './starting-network';
import { useNetworkCheck } from './use-network-check';

/** An architecture of one's own, from nothing or from another. */
export function NewArchitecturePage({ slug }: { readonly slug: string }) {
  return (
    <Suspense fallback={<PanelSkeleton className="h-96" />}>
      <Begin slug={slug} />
    </Suspense>
  );
}

function Begin({ slug }: { readonly slug: string }) {
  const [from] = useQueryState('from', parseAsString);
  if (from === null) return <Editor slug={slug} json={STARTING_NETWORK} fromName={null} />;
  return <FromExisting slug={slug} id={from} />;
}

function FromExisting({ slug, id }: { readonly slug: string; readonly id: string }) {
  const state = useApiQuery(ArchitecturePageDocument, { id, slug, rowShape: null, classCount: null });
  return (
    <QueryBoundary state={state} loading={<PanelSkeleton className="h-96" />}>
      {({ node }) =>
        node !== null && 'layersJson' in node ? (
          <Editor key={id} slug={slug} json={node.layersJson} fromName={node.name} />
        ) : (
          <Editor slug={slug} json={STARTING_NETWORK} fromName={null} />
        )
      }
    </QueryBoundary>
  );
}

function Editor({
  slug,
  json,
  fromName,
}: {
  readonly slug: string;
  readonly json: unknown;
  readonly fromName: string | null;
}) {
  const router = useRouter();
  const statusId = useId();
  const editorId = useId();
  const [text, setText] = useState(() => JSON.stringify(json, null, 2));
  const [name, setName] = useState(fromName === null ? '' : `${fromName} (changed)`);
  const [description, setDescription] = useState('');
  const [failure, setFailure] = useState<MutationFailure | null>(null);
  const [create, isCreating] = useMutationResult(CreateArchitectureDocument, 'createArchitecture');
  const check = useNetworkCheck(text);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (check.status !== 'right') return;
    const spec = { kind: 'layers', layersJson: JSON.parse(text) };
    const outcome = await create({ input: { projectSlug: slug, name, description, spec } });
    if (outcome.ok) router.push(`/p/${slug}/architectures/${outcome.value.architecture.id}`);
    else setFailure(outcome.failure);
  };
  const isOfName = failure?.path.includes('name') || failure?.code === 'ALREADY_EXISTS';
  return (
    <div className="flex flex-col gap-4">
      <Link
        href={`/p/${slug}/architectures`}
        className="-mb-3 -ml-1 flex items-center gap-0.5 self-start text-sm text-ink-faint hover:text-ink"
      >
        <ChevronLeft aria-hidden className="size-3.5" /> Architectures
      </Link>
      <PageHeader
        title="New architecture"
        hint={fromName === null ? 'Layers in the JSON of Keras or TensorFlow.js.' : `Begun from ${fromName}.`}
      />
      <form onSubmit={submit} className="grid items-start gap-4 xl:grid-cols-2">
        <Panel
          title="Layers"
          hint="checked while you write"
          actions={<FileButton onText={setText} />}
          bodyClassName="flex flex-col gap-3 p-4"
        >
          <label htmlFor={editorId} className="sr-only">
            Layers as JSON
          </label>
          <JsonEditor
            id={editorId}
            value={text}
            describedBy={statusId}
            errorLine={check.status === 'wrong' ? check.line : null}
            onChange={setText}
          />
          <div id={statusId} aria-live="polite">
            {check.status === 'wrong' && (
              <Notice tone="bad" title={check.line === null ? 'Not right yet' : `Line ${check.line}`}>
                {check.message}
              </Notice>
            )}
            {check.status === 'right' && (
              <Notice>
                {check.network.layers.length} layers; tells{' '}
                {check.network.head.kind === 'sigmoid' ? 2 : check.network.head.columns} classes apart.
              </Notice>
            )}
          </div>
        </Panel>
        <Panel title="Name" bodyClassName="flex flex-col gap-3 p-4">
          <Field label="Name" error={isOfName ? failure?.message : null}>
            {(ids) => <Input {...ids} required value={name} onChange={(event) => setName(event.target.value)} />}
          </Field>
          <Field label="What it is">
            {(ids) => <Input {...ids} value={description} onChange={(event) => setDescription(event.target.value)} />}
          </Field>
          {failure && !isOfName && <Notice tone="bad">{failure.message}</Notice>}
          <Button
            type="submit"
            variant="primary"
            disabled={isCreating || check.status !== 'right'}
            className="self-start"
          >
            Create architecture
          </Button>
        </Panel>
      </form>
      {check.status === 'right' && <NetworkView name={name || 'the new architecture'} network={check.network} />}
    </div>
  );
}

/** Reads a file that model.to_json() or model.save() wrote. */
function FileButton({ onText }: { readonly onText: (text: string) => void }) {
  const id = useId();
  return (
    <>
      <label
        htmlFor={id}
        className="inline-flex h-7 cursor-pointer items-center gap-1.5 rounded-md border border-line-strong bg-surface px-2.5 text-sm hover:bg-hover has-focus-visible:outline-2 [&_svg]:size-3.5"
      >
        <FileJson aria-hidden /> Open a file
      </label>
      <input
        id={id}
        type="file"
        accept=".json,application/json"
        className="sr-only"
        onChange={async (event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) onText(await file.text());
        }}
      />
    </>
  );
}
