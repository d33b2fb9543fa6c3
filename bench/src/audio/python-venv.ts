import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What the peer runs; pinned so that figures can be compared between machines. */
const PACKAGES: readonly string[] = ['librosa==0.11.*', 'noisereduce==3.0.*', 'soundfile'];

/**
 * A Python environment of its own with librosa, made once.
 * @returns path of its interpreter
 */
export async function ensurePythonVenv(folder: string): Promise<string> {
  const isWindows = process.platform === 'win32';
  const python = join(folder, isWindows ? 'Scripts/python.exe' : 'bin/python');
  const marker = join(folder, 'voxboard-packages.txt');
  if ((await readFile(marker, 'utf8').catch(() => '')) === PACKAGES.join('\n')) return python;
  console.log(`installing ${PACKAGES.join(', ')} into ${folder} …`);
  await mkdir(folder, { recursive: true });
  await run(isWindows ? 'python' : 'python3', ['-m', 'venv', folder]);
  await run(python, ['-m', 'pip', 'install', '--quiet', ...PACKAGES], { maxBuffer: 1 << 24 });
  await writeFile(marker, PACKAGES.join('\n'));
  return python;
}
