import * as z from 'zod/mini';

const RememberedSchema = z.object({ uploadId: z.string(), fingerprint: z.string(), name: z.string() });
/** An upload that this browser began and has not finished. */
export type RememberedUpload = z.infer<typeof RememberedSchema>;

const storageKey = (slug: string) => `voxboard.upload.${slug}`;

export function rememberedUpload(slug: string): RememberedUpload | null {
  try {
    const stored = RememberedSchema.safeParse(JSON.parse(localStorage.getItem(storageKey(slug)) ?? 'null'));
    return stored.success ? stored.data : null;
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
