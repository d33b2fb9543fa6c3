import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Python with the packages named, in a virtual environment of its own under `.voxboard/bench`.
 * @returns the interpreter's path
 */
export function pythonWith(name: string, packages: readonly string[]): string {
  const folder = join('.voxboard', 'bench', name);
  const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const done = join(folder, 'installed.txt');
  if (existsSync(done)) return python;
  mkdirSync(join('.voxboard', 'bench'), { recursive: true });
  console.log(`Installing ${packages.join(', ')} into ${folder} …`);
  execFileSync('python3', ['-m', 'venv', folder], { stdio: 'inherit' });
  execFileSync(python, ['-m', 'pip', 'install', '--quiet', ...packages], { stdio: ['ignore', 'inherit', 'inherit'] });
  writeFileSync(done, packages.join('\n'));
  return python;
}
