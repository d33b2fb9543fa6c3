import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A compiled program of this package, for tests that need a process of their own to kill. */
export function builtProgram(path: string): string {
  const file = join(dirname(fileURLToPath(import.meta.url)), '../../dist', path);
  if (!existsSync(file)) throw new Error(`${file} is not built: run npx turbo run build --filter=@voxboard/db first`);
  return file;
}
