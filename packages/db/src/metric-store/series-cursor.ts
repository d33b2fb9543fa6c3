import { InvalidInputError } from '@voxboard/domain';

/** How far a reader has a series. */
export interface SeriesMark {
  readonly lastStep: number;
  /** How often steps up to the last one had been written again. */
  readonly rewrites: number;
}

export type SeriesMarks = ReadonlyMap<number, SeriesMark>;

const VERSION = 1;
const MOST_CHARACTERS = 2_000_000;
const MOST_INT = 2_147_483_647;

/** How far a reader has each series, as opaque text: about eight characters a series. */
export function encodeSeriesCursor(marks: SeriesMarks): string {
  const bytes: number[] = [VERSION];
  let before = 0;
  for (const [id, { lastStep, rewrites }] of [...marks].sort(([a], [b]) => a - b)) {
    for (const number of [id - before, lastStep, rewrites]) pushVarint(bytes, number);
    before = id;
  }
  const sum = checksum(bytes, bytes.length);
  for (let shift = 0; shift < 32; shift += 8) bytes.push((sum >>> shift) & 0xff);
  return Buffer.from(bytes).toString('base64url');
}

/** @throws InvalidInputError when the text is no such cursor */
export function decodeSeriesCursor(cursor: string): Map<number, SeriesMark> {
  const marks = cursor.length > MOST_CHARACTERS || !/^[\w-]{7,}$/.test(cursor) ? null : parse(cursor);
  if (marks) return marks;
  throw new InvalidInputError(
    '"after" is not a cursor of series. Pass the `cursor` of an earlier answer, as it came.',
    {
      path: ['after'],
    },
  );
}

function parse(cursor: string): Map<number, SeriesMark> | null {
  const bytes = Buffer.from(cursor, 'base64url');
  const end = bytes.length - 4;
  if (bytes[0] !== VERSION || bytes.readUInt32LE(end) !== checksum(bytes, end)) return null;
  const marks = new Map<number, SeriesMark>();
  let at = 1;
  const next = (): number => {
    let value = 0;
    for (let scale = 1; at < end; scale *= 128) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
    return Number.NaN;
  };
  for (let id = 0; at < end; ) {
    id += next();
    const mark = { lastStep: next(), rewrites: next() };
    if (![id, mark.lastStep, mark.rewrites].every((number) => number <= MOST_INT)) return null;
    marks.set(id, mark);
  }
  return marks;
}

function pushVarint(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

/** FNV-1a: tells a cursor from other text, no more. */
function checksum(bytes: ArrayLike<number>, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < end; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  return hash >>> 0;
}
