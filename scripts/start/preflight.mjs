import { access, constants, mkdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { StartError } from './errors.mjs';

const MIB = 1024 * 1024;
const INSTALL_BYTES = 3000 * MIB;
const RUN_BYTES = 500 * MIB;

/** Makes the data folder and checks that there is room. @throws StartError */
export async function prepareDataDir(dataDir, needsInstall) {
  try {
    await mkdir(join(dataDir, 'logs'), { recursive: true });
    await access(dataDir, constants.W_OK);
  } catch (error) {
    throw new StartError(
      `The data folder ${dataDir} cannot be written (${error.code}). Choose another with VOXBOARD_DATA_DIR=/path npm start.`,
    );
  }
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  const needed = needsInstall ? INSTALL_BYTES : RUN_BYTES;
  if (free < needed) {
    throw new StartError(
      `Only ${Math.floor(free / MIB)} MB are free where ${dataDir} lies; Voxboard needs ${needed / MIB} MB${needsInstall ? ' for its first start' : ''}. Free some, or set VOXBOARD_DATA_DIR to a larger disk.`,
    );
  }
}

/** @throws StartError when something listens there already */
export async function checkPortFree(port, variable, what) {
  await new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => {
      const reason = error.code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be used (${error.code})`;
      reject(
        new StartError(
          `Port ${port}, meant for ${what}, ${reason}. Stop that program, or choose another port: ${variable}=${port + 1} npm start.`,
        ),
      );
    });
    probe.listen(port, '127.0.0.1', () => probe.close(resolve));
  });
}

/** @returns {Promise<number>} a port that nothing listens on */
export async function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/**
 * One instance a data folder. The lock names the process; a lock whose process is gone, or is some other program that
 * got the same number, is taken over.
 * @returns {Promise<() => Promise<void>>} release
 */
export async function takeLock(dataDir, address) {
  const path = join(dataDir, 'instance.json');
  const mine = JSON.stringify({ pid: process.pid, address });
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      await writeFile(path, mine, { flag: 'wx' });
      return () => rm(path, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const held = await readFile(path, 'utf8')
      .then(JSON.parse)
      .catch(() => null);
    if (held && (await isStartScript(held.pid))) {
      throw new StartError(
        `Voxboard is already running on this data folder (process ${held.pid}): open ${held.address}, or stop it with Ctrl-C there. For a second one, set VOXBOARD_DATA_DIR, VOXBOARD_PORT and VOXBOARD_API_PORT.`,
      );
    }
    await rm(path, { force: true });
  }
  throw new StartError(`The lock ${path} could not be taken: another start is under way. Try again in a moment.`);
}

async function isStartScript(pid) {
  if (!Number.isInteger(pid) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  // Process numbers are used again, most of all in containers: on Linux, look at what runs under it.
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  return commandLine === null || commandLine.includes('start.mjs');
}

/** Moves everything that a start made into a dated folder beside it: --fresh deletes nothing. */
export async function setDataAside(dataDir, now) {
  const aside = join(dataDir, `before-${now.toISOString().replace(/[:.]/g, '-')}`);
  const names = ['postgres', 'blobs', 'demo-corpus', 'demo.json'];
  const present = [];
  for (const name of names) if (await stat(join(dataDir, name)).catch(() => null)) present.push(name);
  if (present.length === 0) return null;
  await mkdir(aside);
  for (const name of present) await rename(join(dataDir, name), join(aside, name));
  return aside;
}
