import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './commands.mjs';
import { nodeHeaders } from './prerequisites.mjs';

const TFJS_VERSION = '4.22.0';

/**
 * Puts tfjs-node (or tfjs-node-gpu) where only the trainer finds it, without running its install script, which would
 * download a TensorFlow of 2022. Its own copy of tfjs is taken away: it must find the trainer's, because a backend
 * registers itself with one engine.
 */
export async function installPackage(nativeDir, names) {
  await mkdir(nativeDir, { recursive: true });
  const manifest = {
    private: true,
    description: 'Built by npm run setup:native and setup:gpu; delete this folder to be rid of it.',
    dependencies: {
      ...Object.fromEntries(names.map((name) => [`@tensorflow/${name}`, TFJS_VERSION])),
      'node-api-headers': '1.9.0',
    },
  };
  await writeFile(join(nativeDir, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const flags = ['--ignore-scripts', '--no-package-lock', '--no-audit', '--no-fund', '--workspaces=false'];
  await run('npm', ['install', ...flags], { cwd: nativeDir });
  const scope = join(nativeDir, 'node_modules/@tensorflow');
  for (const entry of await readdir(scope)) {
    if (!entry.startsWith('tfjs-node')) await rm(join(scope, entry), { recursive: true });
  }
}

/** Compiles the package's unchanged N-API source against the library. */
export async function compileBinding(packageDir, tensorflowDir, nativeDir) {
  const { binary } = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8'));
  const napi = Math.max(...binary.napi_versions.filter((version) => version <= Number(process.versions.napi)));
  const folder = join(packageDir, 'lib', `napi-v${napi}`);
  await mkdir(folder, { recursive: true });
  await run('g++', [
    ...['-std=c++17', '-O2', '-fPIC', '-shared', `-DNAPI_VERSION=${napi}`],
    ...[`-I${nodeHeaders(nativeDir)}`, `-I${join(tensorflowDir, 'include')}`],
    ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((file) => join(packageDir, 'binding', file)),
    ...['-o', join(folder, 'tfjs_binding.node')],
    ...[`-L${tensorflowDir}`, '-l:libtensorflow_cc.so.2', '-l:libtensorflow_framework.so.2'],
    // The library's own folder, not a copy: from there it finds NVIDIA's libraries.
    `-Wl,-rpath,${tensorflowDir}`,
  ]);
}
