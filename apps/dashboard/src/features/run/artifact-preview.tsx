'use client';
import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { RunArtifactsFragment } from '../../generated/graphql';
import { IconButton } from '../../ui/button';
import { CopyButton } from '../../ui/copy-button';
import { ScrollBox } from '../../ui/scroll-box';
import { Skeleton } from '../../ui/skeleton';
import { previewKind } from './artifact-folders';

type Artifact = RunArtifactsFragment['artifacts'][number];

/** A file as far as a page can show it. */
export function ArtifactPreview({ artifact, onClose }: { readonly artifact: Artifact; readonly onClose: () => void }) {
  return (
    <section aria-label={`Preview of ${artifact.path}`} className="border-t border-line">
      <header className="flex items-center gap-2 px-4 py-2">
        <h3 className="min-w-0 flex-1 font-mono text-sm break-all">{artifact.path}</h3>
        <IconButton label="Close the preview" onClick={onClose}>
          <X />
        </IconButton>
      </header>
      <div className="px-4 pb-4">
        <Content key={artifact.id} artifact={artifact} />
      </div>
    </section>
  );
}

function Content({ artifact }: { readonly artifact: Artifact }) {
  const kind = previewKind(artifact);
  switch (kind) {
    case 'image':
      // biome-ignore lint/performance/noImgElement: a file of the API, of unknown size, shown as it is
      return <img src={artifact.url} alt={artifact.path} className="max-h-[70vh] max-w-full" />;
    case 'audio':
      // biome-ignore lint/a11y/useMediaCaption: a recording of a run, which nobody has transcribed
      return <audio controls src={artifact.url} className="w-full" />;
    case 'json':
    case 'text':
      return <Text artifact={artifact} isJson={kind === 'json'} />;
    default:
      return <p className="text-ink-faint">This kind of file can only be downloaded.</p>;
  }
}

function Text({ artifact: { url, path }, isJson }: { readonly artifact: Artifact; readonly isJson: boolean }) {
  const [text, setText] = useState<string | null>(null);
  const [hasFailed, setHasFailed] = useState(false);
  useEffect(() => {
    const abort = new AbortController();
    fetch(url, { signal: abort.signal })
      .then(async (response) => {
        if (!response.ok) throw new Error(String(response.status));
        const raw = await response.text();
        setText(isJson ? indented(raw) : raw);
      })
      .catch(() => setHasFailed(!abort.signal.aborted));
    return () => abort.abort();
  }, [url, isJson]);
  if (hasFailed) return <p className="text-bad">The file could not be read: it may be gone from the data folder.</p>;
  if (text === null) return <Skeleton className="h-40 w-full" />;
  return (
    <div className="relative">
      <span className="absolute top-1 right-3">
        <CopyButton label="Copy the text" text={text} />
      </span>
      <ScrollBox label={`Text of ${path}`} className="max-h-[60vh] overflow-auto rounded-md bg-subtle p-3">
        <pre className="font-mono text-sm whitespace-pre-wrap">{text}</pre>
      </ScrollBox>
    </div>
  );
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
