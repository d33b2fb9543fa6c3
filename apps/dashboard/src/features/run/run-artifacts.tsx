import { Download, Package } from 'lucide-react';
import { formatBytes } from '../../format/format';
import type { RunArtifactsFragment } from '../../generated/graphql';
import { buttonClass } from '../../ui/button';
import { CopyButton } from '../../ui/copy-button';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import { EmptyState } from '../../ui/empty-state';
import { Panel } from '../../ui/panel';

export function RunArtifacts({ run }: { readonly run: RunArtifactsFragment }) {
  if (run.artifacts.length === 0) {
    return (
      <EmptyState icon={Package} title="No artifacts yet">
        The model is stored when the training ends.
      </EmptyState>
    );
  }
  return (
    <Panel title="Artifacts" bodyClassName="">
      <DataTable
        caption="Artifacts"
        head={
          <>
            <HeadCell>Path</HeadCell>
            <HeadCell>Type</HeadCell>
            <HeadCell align="right">Size</HeadCell>
            <HeadCell>SHA-256</HeadCell>
            <HeadCell>
              <span className="sr-only">Download</span>
            </HeadCell>
          </>
        }
      >
        {run.artifacts.map((artifact) => (
          <tr key={artifact.id} className="hover:bg-subtle">
            <Cell className="font-mono text-sm">{artifact.path}</Cell>
            <Cell className="text-ink-soft">{artifact.mediaType}</Cell>
            <Cell align="right">{formatBytes(artifact.sizeBytes)}</Cell>
            <Cell>
              <span className="flex items-center gap-1">
                <code className="font-mono text-sm text-ink-soft">{artifact.sha256.slice(0, 12)}</code>
                <CopyButton label="Copy the whole hash" text={artifact.sha256} />
              </span>
            </Cell>
            <Cell align="right">
              <a
                href={artifact.url}
                download
                aria-label={`Download ${artifact.path}`}
                className={buttonClass('ghost', 'sm')}
              >
                <Download aria-hidden /> Download
              </a>
            </Cell>
          </tr>
        ))}
      </DataTable>
    </Panel>
  );
}
