import { readFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import type { WorkerFacts } from '@voxboard/domain';
import { z } from 'zod';

const PackageSchema = z.object({ version: z.string() });

/** What this machine and this program are. */
export function workerFacts(): WorkerFacts {
  const processors = cpus();
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return {
    processor: processors[0]?.model.trim() || 'unknown',
    coreCount: processors.length,
    memoryBytes: totalmem(),
    system: `${type()} ${release()}`,
    version: PackageSchema.parse(JSON.parse(text)).version,
    nodeVersion: process.version,
  };
}
