'use client';
import { Download } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useMutationResult } from '../../api/use-mutation-result';
import { formatBytes, formatCompact, formatDateTime, plural } from '../../format/format';
import { type ModelVersionLineFragment, UpdateModelVersionDocument } from '../../generated/graphql';
import { Badge } from '../../ui/badge';
import { Button, buttonClass } from '../../ui/button';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import { InlineText } from '../../ui/inline-text';
import { notify } from '../../ui/notify';
import { AliasDialog } from './alias-dialog';
import { AuditMark } from './audit-mark';
import { describeTraining } from './describe-training';
import { ScoreInterval } from './score-interval';

export function VersionTable({
  slug,
  modelId,
  versions,
}: {
  readonly slug: string;
  readonly modelId: string;
  readonly versions: readonly ModelVersionLineFragment[];
}) {
  const [aliased, setAliased] = useState<ModelVersionLineFragment | null>(null);
  return (
    <>
      <DataTable
        caption="Versions"
        head={
          <>
            <HeadCell>Version</HeadCell>
            <HeadCell align="right">UAR</HeadCell>
            <HeadCell>Audit</HeadCell>
            <HeadCell>Trained on</HeadCell>
            <HeadCell>Notes</HeadCell>
            <HeadCell>
              <span className="sr-only">Actions</span>
            </HeadCell>
          </>
        }
      >
        {versions.map((version) => (
          <VersionRow key={version.id} slug={slug} version={version} onAlias={() => setAliased(version)} />
        ))}
      </DataTable>
      {aliased && <AliasDialog modelId={modelId} version={aliased} onClose={() => setAliased(null)} />}
    </>
  );
}

function VersionRow({
  slug,
  version,
  onAlias,
}: {
  readonly slug: string;
  readonly version: ModelVersionLineFragment;
  readonly onAlias: () => void;
}) {
  const [update] = useMutationResult(UpdateModelVersionDocument, 'updateModelVersion');
  const saveNotes = async (notes: string) => {
    const outcome = await update({ input: { versionId: version.id, notes } });
    if (!outcome.ok) notify('error', outcome.failure.message);
  };
  const size = version.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return (
    <tr>
      <Cell className="min-w-44 align-top">
        <div className="flex flex-wrap items-center gap-1.5">
          <span className="numeric font-medium">{version.number}</span>
          {version.aliasNames.map((name) => (
            <Badge key={name} tone="accent">
              {name}
            </Badge>
          ))}
        </div>
        <div className="text-sm text-ink-faint">
          {version.run ? (
            <Link href={`/p/${slug}/runs/${version.run.id}`} className="hover:underline">
              {version.run.name}
            </Link>
          ) : (
            `${version.training.runName} (removed)`
          )}
          <br />
          {formatDateTime(version.createdAt)}
        </div>
      </Cell>
      <Cell align="right" className="align-top">
        <ScoreInterval version={version} />
      </Cell>
      <Cell className="align-top">
        <AuditMark status={version.auditStatus} />
        <div className="text-sm text-ink-faint">{version.protocolName ?? 'protocol not stated'}</div>
        {version.overrideReason && (
          <details className="max-w-60 text-sm">
            <summary className="cursor-pointer text-warn">Registered all the same</summary>
            <p className="pt-1 text-ink-soft">“{version.overrideReason}”</p>
            <ul className="list-disc pt-1 pl-4 text-ink-faint">
              {version.objections.map((objection) => (
                <li key={objection}>{objection}</li>
              ))}
            </ul>
          </details>
        )}
      </Cell>
      <Cell className="min-w-52 align-top text-sm text-ink-soft">
        {describeTraining(version)}
        <div className="text-ink-faint">
          {formatCompact(version.parameterCount)} parameters · tested on{' '}
          {version.testClipCount === null ? 'nothing' : plural(version.testClipCount, 'clip')}
          {version.testSpeakerCount !== null && ` of ${plural(version.testSpeakerCount, 'person', 'people')}`}
        </div>
      </Cell>
      <Cell className="min-w-40 align-top">
        <InlineText label="Notes" value={version.notes} placeholder="No notes" onSave={saveNotes} />
      </Cell>
      <Cell className="align-top">
        <div className="flex flex-wrap justify-end gap-1.5">
          <Button size="sm" onClick={onAlias}>
            Aliases
          </Button>
          <a href={version.bundleUrl} download className={buttonClass('secondary', 'sm')}>
            <Download aria-hidden /> {formatBytes(size)}
          </a>
        </div>
      </Cell>
    </tr>
  );
}
