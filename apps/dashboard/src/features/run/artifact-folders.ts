export interface ArtifactFile {
  readonly path: string;
  readonly sizeBytes: number;
}

export interface ArtifactFolder<File extends ArtifactFile> {
  /** Empty at the top. */
  readonly name: string;
  readonly files: readonly File[];
  readonly folders: readonly ArtifactFolder<File>[];
  readonly sizeBytes: number;
}

/** Files by the folders of their paths; folders and files by name. */
export function toFolders<File extends ArtifactFile>(files: readonly File[]): ArtifactFolder<File> {
  return folderOf('', files, 0);
}

function folderOf<File extends ArtifactFile>(
  name: string,
  files: readonly File[],
  depth: number,
): ArtifactFolder<File> {
  const own: File[] = [];
  const inside = new Map<string, File[]>();
  for (const file of [...files].sort((a, b) => a.path.localeCompare(b.path))) {
    const parts = file.path.split('/');
    const folder = parts[depth];
    if (parts.length <= depth + 1 || folder === undefined) own.push(file);
    else inside.set(folder, [...(inside.get(folder) ?? []), file]);
  }
  return {
    name,
    files: own,
    folders: [...inside].map(([folder, children]) => folderOf(folder, children, depth + 1)),
    sizeBytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  };
}

export type PreviewKind = 'text' | 'json' | 'image' | 'audio' | null;

/** Text beyond this is for an editor and not for a page. */
const MAX_TEXT_BYTES = 1_000_000;

/** How a file can be looked at here; null: it can only be downloaded. */
export function previewKind({
  path,
  mediaType,
  sizeBytes,
}: ArtifactFile & { readonly mediaType: string }): PreviewKind {
  if (/^image\/(png|jpeg|gif|webp)$/.test(mediaType) || /\.(png|jpe?g|gif|webp)$/i.test(path)) return 'image';
  if (mediaType.startsWith('audio/') || /\.(wav|mp3|flac|ogg)$/i.test(path)) return 'audio';
  if (sizeBytes > MAX_TEXT_BYTES) return null;
  if (mediaType.includes('json') || /\.json$/i.test(path)) return 'json';
  return mediaType.startsWith('text/') || /\.(txt|log|csv|md|ya?ml|toml|py|ts)$/i.test(path) ? 'text' : null;
}
