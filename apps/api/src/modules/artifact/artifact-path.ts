import { InvalidInputError } from '@voxboard/domain';

const MAX_PATH_BYTES = 1024;
const MAX_NAME_BYTES = 255;

/**
 * A path within a run's artifacts as it may be stored: relative, with `/` between names, none of them empty, `.` or
 * `..`, without backslashes and control characters.
 * @throws InvalidInputError
 */
export function requireArtifactPath(path: string): string {
  const problem = problemOf(path);
  if (problem === null) return path;
  const shown = JSON.stringify(path.slice(0, 200).toWellFormed());
  throw new InvalidInputError(`The artifact path ${shown} ${problem}.`, { path: ['path'] });
}

/** The same for a folder, which may be the root: ''. @throws InvalidInputError */
export function requireArtifactFolder(path: string): string {
  const folder = path.replace(/\/$/, '');
  return folder === '' ? '' : requireArtifactPath(folder);
}

function problemOf(path: string): string | null {
  if (path === '') return 'is empty: name the file';
  if (!path.isWellFormed() || /\p{Cc}/u.test(path))
    return 'must not hold control characters or half of a surrogate pair';
  if (path.includes('\\')) return 'must not hold a backslash: write "/" between folders';
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'must be relative to the run';
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) return `must not be longer than ${MAX_PATH_BYTES} bytes`;
  const names = path.split('/');
  if (names.some((name) => name === '' || name === '.' || name === '..'))
    return 'must not have empty names, "." or ".."';
  if (names.some((name) => Buffer.byteLength(name) > MAX_NAME_BYTES)) {
    return `must not have names longer than ${MAX_NAME_BYTES} bytes`;
  }
  return null;
}
