import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './commands.mjs';
import { SetupError } from './errors.mjs';

/** What the binding was compiled and tested with. tfjs-node itself would fetch 2.9.1 of 2022. */
export const TENSORFLOW_VERSION = '2.21.0';
// The libraries do not depend on Python, so any of the published wheels will do, whatever Python is here.
const WHEEL_PYTHON = '3.12';

/** Unpacks the two libraries, the C headers and the list of needs out of a wheel of 25,000 files. */
const UNPACK = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel:
    for name in wheel.namelist():
        library = name.startswith('tensorflow/libtensorflow_') and '.so' in name
        if library or name.startswith('tensorflow/include/') and name.endswith('.h') or name.endswith('/METADATA'):
            wheel.extract(name, sys.argv[2])
`;

/**
 * Fetches TensorFlow's libraries and headers through pip, and for CUDA NVIDIA's too, into `folder`, laid out as Python
 * would lay them out: the library finds NVIDIA's relative to itself.
 * @returns {Promise<string>} the folder that holds libtensorflow_cc
 */
export async function fetchTensorflow(folder, { kind, architecture, report }) {
  // The wheel without CUDA has a name of its own on x64 only.
  const name = kind === 'cpu' && architecture === 'x86_64' ? 'tensorflow-cpu' : 'tensorflow';
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  report(`fetching ${name} ${TENSORFLOW_VERSION}`);
  const download = join(folder, 'download');
  const selection = [
    '--no-deps',
    '--only-binary=:all:',
    `--python-version=${WHEEL_PYTHON}`,
    '--implementation=cp',
    ...['2_28', '2_27', '2_17'].map((glibc) => `--platform=manylinux_${glibc}_${architecture}`),
    `--platform=manylinux2014_${architecture}`,
  ];
  await run('python3', ['-m', 'pip', 'download', ...selection, '-d', download, `${name}==${TENSORFLOW_VERSION}`]);
  const wheel = (await readdir(download)).find((file) => file.endsWith('.whl'));
  if (wheel === undefined) throw new SetupError(`pip fetched no wheel of ${name} ${TENSORFLOW_VERSION}.`);
  await run('python3', ['-c', UNPACK, join(download, wheel), folder]);
  if (kind === 'gpu') {
    const needs = await cudaRequirements(folder);
    report(`fetching NVIDIA's libraries (${needs.length} packages, about 3 GB)`);
    await run('python3', ['-m', 'pip', 'install', ...selection, '--no-compile', '--target', folder, ...needs]);
  }
  await rm(download, { recursive: true, force: true });
  return join(folder, 'tensorflow');
}

/** The requirements that the wheel lists under its extra `and-cuda`. */
async function cudaRequirements(folder) {
  const information = (await readdir(folder)).find((entry) => entry.endsWith('.dist-info'));
  const print = `
import email, sys
for line in email.message_from_file(open(sys.argv[1])).get_all('Requires-Dist', []):
    if 'and-cuda' in line: print(line.split(';')[0].strip())
`;
  const output = await run('python3', ['-c', print, join(folder, information ?? '', 'METADATA')]);
  return output.split('\n').filter(Boolean);
}
