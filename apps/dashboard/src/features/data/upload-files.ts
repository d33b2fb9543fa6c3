/** A file that a person chose, and where it lies in the folder they chose. */
export interface ChosenFile {
  readonly path: string;
  readonly file: File;
}

/** What a person chose to upload: a zip, or a folder file by file. */
export interface ChosenCorpus {
  readonly name: string;
  readonly kind: 'ZIP' | 'FOLDER';
  /** By path. */
  readonly files: readonly ChosenFile[];
  readonly totalBytes: number;
}

/** The zip, or all files as one folder; a reason in words where that is not possible. */
export function toCorpus(files: readonly ChosenFile[]): ChosenCorpus | string {
  const shown = files.filter(({ path }) => !isSystemPath(path));
  const [first] = shown;
  if (!first) return 'There are no files in it.';
  const totalBytes = shown.reduce((sum, { file }) => sum + file.size, 0);
  if (totalBytes === 0) return 'All its files are empty.';
  const isZip = shown.length === 1 && /\.zip$/i.test(first.path);
  if (isZip) return { name: first.file.name, kind: 'ZIP', files: shown, totalBytes };
  if (shown.some(({ path }) => /\.zip$/i.test(path))) return 'Upload one zip by itself, or a folder of recordings.';
  const folders = new Set(shown.map(({ path }) => (path.includes('/') ? path.split('/')[0] : '')));
  const [folder = ''] = folders;
  const isOneFolder = folders.size === 1 && folder !== '';
  const sorted = [...shown].sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    name: isOneFolder ? folder : `${shown.length} files`,
    kind: 'FOLDER',
    // What is chosen is the corpus: its own name is no part of the paths in it.
    files: isOneFolder ? sorted.map(({ path, file }) => ({ path: path.slice(folder.length + 1), file })) : sorted,
    totalBytes,
  };
}

/** Equal for the same choice, so that an upload goes on after the page was closed. */
export function fingerprintOf({ name, kind, files, totalBytes }: ChosenCorpus): string {
  const listing = files.map(({ path, file }) => `${path}\n${file.size}`).join('\n');
  return `${kind} ${totalBytes} ${hashOf(`${name}\n${listing}`)}`;
}

/** The name of a file's address: the same whenever the same file is chosen. */
export function keyOf({ path, file }: ChosenFile): string {
  return hashOf(`${path}\n${file.size}`);
}

/** Files of an `<input webkitdirectory>` or an ordinary one. */
export function filesOfInput(list: FileList | null): ChosenFile[] {
  return [...(list ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/** Everything that was dropped, folders with all that is in them. */
export async function filesOfDrop(data: DataTransfer): Promise<ChosenFile[]> {
  // Taken at once: the browser empties the list when the event is over.
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  return (await Promise.all(entries.map((entry) => filesOfEntry(entry, '')))).flat();
}

async function filesOfEntry(entry: FileSystemEntry, folder: string): Promise<ChosenFile[]> {
  const path = `${folder}${entry.name}`;
  if (isFileEntry(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ path, file }];
  }
  if (!isFolderEntry(entry)) return [];
  const reader = entry.createReader();
  const found: ChosenFile[] = [];
  // A reader hands out some hundred entries at a time.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return found;
    found.push(...(await Promise.all(some.map((one) => filesOfEntry(one, `${path}/`)))).flat());
  }
}

function isFileEntry(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolderEntry(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

/** Files that operating systems leave in folders. */
function isSystemPath(path: string): boolean {
  return path
    .split('/')
    .some((part) => part.startsWith('.') || part === '__MACOSX' || /^(thumbs\.db|desktop\.ini)$/i.test(part));
}

/** 106 bits, in hex. Names apart what one person chooses; a browser's own hashes are not there on plain http. */
function hashOf(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return [0x9e3779b1, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f].map((seed) => murmurLike(bytes, seed)).join('');
}

function murmurLike(bytes: Uint8Array, seed: number): string {
  let hash = seed >>> 0;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x5bd1e995) ^ (hash >>> 15);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return ((hash ^ (hash >>> 13)) >>> 0).toString(16).padStart(8, '0');
}
