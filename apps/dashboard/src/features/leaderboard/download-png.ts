/** Twice the size it is drawn at, so that it stays sharp on a slide. */
const SCALE = 2;

/** A picture that an address gives as SVG, saved as PNG. @throws Error when it cannot be read or drawn */
export async function downloadPng(address: string, fileName: string): Promise<void> {
  const response = await fetch(address);
  if (!response.ok)
    throw new Error(`The picture could not be read (HTTP ${response.status}). Reload the page and try again.`);
  const source = URL.createObjectURL(new Blob([await response.text()], { type: 'image/svg+xml' }));
  try {
    save(await draw(source), fileName);
  } finally {
    URL.revokeObjectURL(source);
  }
}

async function draw(source: string): Promise<Blob> {
  const image = new Image();
  image.src = source;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * SCALE;
  canvas.height = image.naturalHeight * SCALE;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const png = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (png === null) throw new Error('This browser could not draw the picture. Take the SVG instead.');
  return png;
}

function save(blob: Blob, fileName: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = fileName;
  link.click();
  // The browser reads the address when it starts the download, after this task.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
