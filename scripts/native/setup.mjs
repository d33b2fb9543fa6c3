import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { compileBinding, installPackage } from './binding.mjs';
import { run } from './commands.mjs';
import { SetupError } from './errors.mjs';
import { checkPrerequisites } from './prerequisites.mjs';
import { fetchTensorflow, TENSORFLOW_VERSION } from './wheels.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const nativeDir = join(root, 'packages/trainer/native');

/**
 * Builds TensorFlow's binding for the trainer: `setup.mjs` for the processor, `setup.mjs --gpu` for CUDA devices.
 * @returns {Promise<number>} exit code
 */
async function main(args) {
  const kind = args.includes('--gpu') ? 'gpu' : 'cpu';
  const backend = kind === 'gpu' ? 'tfjs-node-gpu' : 'tfjs-node';
  try {
    const { architecture } = await checkPrerequisites(kind, root);
    const tensorflowDir = await fetchTensorflow(join(nativeDir, kind), { kind, architecture, report });
    report('installing tfjs-node without its download');
    await installPackage(nativeDir, await wantedPackages(backend));
    report('compiling the binding');
    await compileBinding(join(nativeDir, 'node_modules/@tensorflow', backend), tensorflowDir, nativeDir);
    report('training three steps with known losses');
    console.log(`ready  ${backend} with TensorFlow ${TENSORFLOW_VERSION} on ${await verify(backend)}`);
    return 0;
  } catch (error) {
    console.error(error instanceof SetupError ? `\n${error.message}` : error);
    return 1;
  }
}

/** npm keeps what the manifest names, so a binding that was built earlier must be named again. */
async function wantedPackages(backend) {
  const scope = join(nativeDir, 'node_modules/@tensorflow');
  const built = existsSync(scope) ? (await readdir(scope)).filter((name) => name.startsWith('tfjs-node')) : [];
  return [...new Set([...built, backend])];
}

/** In a process of its own: what it loads cannot be unloaded, and a crash in it must end in a message here. */
async function verify(backend) {
  const trainer = pathToFileURL(join(root, 'packages/trainer/dist/index.js')).href;
  const script = `
    const { chooseBackend } = await import(${JSON.stringify(trainer)});
    try {
      const { backend } = await chooseBackend({ preferred: ${JSON.stringify(backend)} });
      console.log('device=' + backend.statement.device);
      process.exit(0);
    } catch (error) {
      console.log('reason=' + error.message);
      process.exit(0);
    }`;
  const output = await run(process.execPath, ['--input-type=module', '-e', script], {
    env: { TF_CPP_MIN_LOG_LEVEL: '2' },
  });
  const reason = output.match(/reason=(.*)/)?.[1];
  if (reason !== undefined) throw new SetupError(`The binding was built. ${reason}`);
  return output.match(/device=(.*)/)?.[1] ?? 'an unnamed device';
}

function report(line) {
  console.log(`  ${line}`);
}

process.exitCode = await main(process.argv.slice(2));
