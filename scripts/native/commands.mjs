import { spawn } from 'node:child_process';
import { SetupError } from './errors.mjs';

/**
 * Runs a program to its end without a shell.
 * @returns {Promise<string>} what it printed
 * @throws SetupError with the end of its complaints
 */
export async function run(program, args, { cwd, env } = {}) {
  const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let complaints = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    complaints = (complaints + chunk).slice(-4000);
  });
  const code = await new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new SetupError(`${program} could not be started (${error.code}).`)));
    child.once('close', resolve);
  });
  if (code !== 0) {
    throw new SetupError(`"${program} ${args.slice(0, 4).join(' ')} …" failed:\n${(complaints || output).trim()}`);
  }
  return output;
}

/** @returns {Promise<boolean>} whether a program is there and answers */
export async function answers(program, args) {
  return run(program, args).then(
    () => true,
    () => false,
  );
}
