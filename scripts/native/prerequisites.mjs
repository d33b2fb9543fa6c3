import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { answers } from './commands.mjs';
import { SetupError } from './errors.mjs';

const GIB = 2 ** 30;
const ROOM_BYTES = { cpu: 2 * GIB, gpu: 9 * GIB };
const ARCHITECTURES = { x64: 'x86_64', arm64: 'aarch64' };

/** Everything that is missing is said at once, with the way to get it. @throws SetupError */
export async function checkPrerequisites(kind, root) {
  const architecture = ARCHITECTURES[process.arch];
  if (process.platform !== 'linux' || architecture === undefined) {
    throw new SetupError(
      `TensorFlow's binding can be built on Linux (x64, arm64) only, not on ${process.platform} ${process.arch}. The default backend needs no setup.`,
    );
  }
  if (kind === 'gpu' && architecture !== 'x86_64') {
    throw new SetupError('TensorFlow with CUDA is published for x64 only. WebGPU may work: VOXBOARD_BACKEND=webgpu.');
  }
  const missing = [];
  if (!(await answers('python3', ['-m', 'pip', '--version']))) {
    missing.push('python3 with pip, to fetch TensorFlow (Debian: apt install python3-pip)');
  }
  if (!(await answers('g++', ['--version']))) missing.push('g++, to compile the binding (Debian: apt install g++)');
  if (!existsSync(join(root, 'packages/trainer/dist/index.js'))) missing.push('the built trainer (npm run build)');
  const { bavail, bsize } = await statfs(root);
  if (bavail * bsize < ROOM_BYTES[kind]) {
    missing.push(`${ROOM_BYTES[kind] / GIB} GB of disk (${Math.floor((bavail * bsize) / GIB)} GB are free)`);
  }
  if (missing.length > 0) throw new SetupError(`Still needed:\n${missing.map((line) => `  - ${line}`).join('\n')}`);
  return { architecture };
}

/** Node's own headers where they came with it; else those of the `node-api-headers` package. */
export function nodeHeaders(nativeDir) {
  const beside = join(dirname(dirname(process.execPath)), 'include/node');
  return existsSync(join(beside, 'node_api.h')) ? beside : join(nativeDir, 'node_modules/node-api-headers/include');
}
