/** An upload that this browser began and has not finished. */
export interface RememberedUpload {
  readonly uploadId: string;
  readonly fingerprint: string;
  readonly name: string;
}

const storageKey = (slug: string) => `voxboard.upload.${slug}`;

export function rememberedUpload(slug: string): RememberedUpload | null {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey(slug)) ?? 'null');
    return isRememberedUpload(stored) ? stored : null;
  } catch {
    // No storage, or something else in it: then nothing is remembered.
    return null;
  }
}

export function rememberUpload(slug: string, upload: RememberedUpload | null): void {
  try {
    if (upload === null) localStorage.removeItem(storageKey(slug));
    else localStorage.setItem(storageKey(slug), JSON.stringify(upload));
  } catch {
    // A browser that keeps nothing: the upload cannot be resumed after a reload, and works all the same.
  }
}

function isRememberedUpload(stored: unknown): stored is RememberedUpload {
  if (typeof stored !== 'object' || stored === null) return false;
  const { uploadId, fingerprint, name } = stored as Partial<Record<keyof RememberedUpload, unknown>>;
  return [uploadId, fingerprint, name].every((part) => typeof part === 'string');
}
