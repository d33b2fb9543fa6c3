// Compiles assembly/ to dist/kernels/: for shared memory (threads) and for tfjs' heap, each with and without relaxed
// SIMD (fused multiply-add), because Node 20 hides the latter behind a flag that may be refused.
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
mkdirSync(join(root, 'dist', 'kernels'), { recursive: true });

const COMMON = [
  '-O3',
  '--noAssert',
  '--runtime',
  'stub',
  '--importMemory',
  '--enable',
  'simd',
  '--enable',
  'bulk-memory',
];
const MEMORIES = {
  shared: ['--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536', '--enable', 'threads'],
  heap: ['--initialMemory', '1'],
};
// AS112: the inlined SIMD functions of simd.ts are not called from outside. AS201: there are no 64-bit pointers here.
const SILENCED = ['--disableWarning', '112', '--disableWarning', '201'];

for (const [name, memory] of Object.entries(MEMORIES)) {
  for (const fma of [false, true]) {
    const out = join('dist', 'kernels', `${name}${fma ? '-fma' : ''}.wasm`);
    const entry = join('assembly', `${name}.ts`);
    const relaxed = fma ? ['--enable', 'relaxed-simd'] : [];
    const args = [entry, '-o', out, '--baseDir', root, ...COMMON, ...memory, ...relaxed, ...SILENCED];
    const { error, stderr } = await asc.main(args);
    if (error) {
      process.stderr.write(stderr.toString());
      throw error;
    }
  }
}
