import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, freemem } from 'node:os';
import { z } from 'zod';

const PackageSchema = z.object({ version: z.string() });
const requireHere = createRequire(import.meta.url);

/** Installed versions of the packages named, as `requireThere` finds them, and of Node. @throws when one is not installed. */
export function installedVersions(names: readonly string[], requireThere = requireHere): Record<string, string> {
  const versions: Record<string, string> = {};
  for (const name of names) {
    const file = requireThere.resolve(`${name}/package.json`);
    versions[name] = PackageSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).version;
  }
  versions.node = process.versions.node;
  return versions;
}

/** The processor as the operating system names it. */
export function processorName(): string {
  return cpus()[0]?.model.trim() || process.arch;
}

/** What the operating system could still give. */
export function freeMemoryBytes(): number {
  return freemem();
}
