'use client';
import { ChevronRight, Download, Eye, Folder, Package } from 'lucide-react';
import { parseAsString, useQueryState } from 'nuqs';
import { formatBytes } from '../../format/format';
import type { RunArtifactsFragment } from '../../generated/graphql';
import { buttonClass, IconButton } from '../../ui/button';
import { CopyButton } from '../../ui/copy-button';
import { EmptyState } from '../../ui/empty-state';
import { Panel } from '../../ui/panel';
import { type ArtifactFolder, previewKind, toFolders } from './artifact-folders';
import { ArtifactPreview } from './artifact-preview';

type Artifact = RunArtifactsFragment['artifacts'][number];

/** Files the run left behind, in their folders, to be looked at or downloaded. */
export function RunArtifacts({ run }: { readonly run: RunArtifactsFragment }) {
  const [shownPath, setShownPath] = useQueryState('file', parseAsString);
  if (run.artifacts.length === 0) {
    return (
      <EmptyState icon={Package} title="No artifacts yet">
        The model is stored when the training ends.
      </EmptyState>
    );
  }
  const top = toFolders(run.artifacts);
  const shown = run.artifacts.find(({ path }) => path === shownPath) ?? null;
  return (
    <Panel title="Artifacts" hint={formatBytes(top.sizeBytes)} bodyClassName="">
      <FolderContent folder={top} shownPath={shownPath} onShow={(path) => void setShownPath(path)} />
      {shown && <ArtifactPreview artifact={shown} onClose={() => void setShownPath(null)} />}
    </Panel>
  );
}

interface ContentProps {
  readonly folder: ArtifactFolder<Artifact>;
  readonly shownPath: string | null;
  readonly onShow: (path: string) => void;
}

function FolderContent({ folder, shownPath, onShow }: ContentProps) {
  return (
    <ul className="divide-y divide-line">
      {folder.folders.map((child) => (
        <li key={child.name}>
          <details open className="group/folder">
            <summary className="flex h-10 items-center gap-2 px-4 select-none hover:bg-subtle">
              <ChevronRight aria-hidden className="size-3.5 transition-transform group-open/folder:rotate-90" />
              <Folder aria-hidden className="size-4 text-ink-faint" />
              <span className="font-medium">{child.name}</span>
              <span className="numeric ml-auto text-sm text-ink-faint">{formatBytes(child.sizeBytes)}</span>
            </summary>
            <div className="border-t border-line pl-5">
              <FolderContent folder={child} shownPath={shownPath} onShow={onShow} />
            </div>
          </details>
        </li>
      ))}
      {folder.files.map((artifact) => (
        <FileRow key={artifact.id} artifact={artifact} isShown={artifact.path === shownPath} onShow={onShow} />
      ))}
    </ul>
  );
}

function FileRow({
  artifact,
  isShown,
  onShow,
}: {
  readonly artifact: Artifact;
  readonly isShown: boolean;
  readonly onShow: (path: string) => void;
}) {
  const { path, mediaType, sizeBytes, sha256, url } = artifact;
  return (
    <li
      className={`flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1 hover:bg-subtle ${isShown ? 'bg-accent-soft' : ''}`}
    >
      <span className="min-w-40 flex-1 font-mono text-sm break-all">{path.slice(path.lastIndexOf('/') + 1)}</span>
      <span className="hidden text-sm text-ink-faint sm:inline">{mediaType}</span>
      <span className="numeric w-16 text-right text-sm">{formatBytes(sizeBytes)}</span>
      <span className="flex items-center gap-1">
        <code className="hidden font-mono text-sm text-ink-faint md:inline">{sha256.slice(0, 12)}</code>
        <CopyButton label={`Copy the hash of ${path}`} text={sha256} />
        {previewKind(artifact) !== null ? (
          <IconButton label={`Look at ${path}`} onClick={() => onShow(path)}>
            <Eye />
          </IconButton>
        ) : (
          <span aria-hidden className="size-7 max-sm:hidden" />
        )}
        <a href={url} download aria-label={`Download ${path}`} className={buttonClass('ghost', 'sm')}>
          <Download aria-hidden /> Download
        </a>
      </span>
    </li>
  );
}
