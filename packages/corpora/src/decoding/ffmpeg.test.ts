import { access, chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { amplitudeOf, encodedRecording } from '../testing/encoded-recordings.js';
import { decodeAudio } from './decode-audio.js';
import { CorruptAudioError, DecoderTimeoutError, RecordingTooLongError } from './decoding-errors.js';

// Stand-ins for ffmpeg: small scripts that behave as told, so that the tests need no ffmpeg.
describe.skipIf(process.platform === 'win32')('decoding by ffmpeg', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'voxboard-ffmpeg-'));
    // What stays behind must not be mistaken for what another process is just using.
    vi.stubEnv('TMPDIR', folder);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  });

  /** A program that runs `body` as JavaScript. */
  const program = async (body: string): Promise<string> => {
    const path = join(folder, `program-${(await readdir(folder)).length}`);
    await writeFile(path, `#!${process.execPath}\n${body}\n`);
    await chmod(path, 0o755);
    return path;
  };
  const WRITE_WAV = `
    const header = Buffer.alloc(44);
    header.write('RIFF', 0); header.writeUInt32LE(0xffffffff, 4); header.write('WAVEfmt ', 8);
    header.writeUInt32LE(16, 16); header.writeUInt16LE(3, 20); header.writeUInt16LE(2, 22);
    header.writeUInt32LE(8000, 24); header.writeUInt32LE(64000, 28); header.writeUInt16LE(8, 32);
    header.writeUInt16LE(32, 34); header.write('data', 36); header.writeUInt32LE(0xffffffff, 40);
    const samples = new Float32Array(1600).map((_, i) => (i % 2 ? 0.25 : 0.75));
    process.stdout.write(Buffer.concat([header, Buffer.from(samples.buffer)]));`;
  const leftovers = async () => (await readdir(folder)).filter((name) => name.startsWith('voxboard-decode-'));

  test('reads the file it is given, by the reader of that format alone, and streams samples back', async () => {
    const log = join(folder, 'call.json');
    const ffmpeg = await program(`
      const fs = require('node:fs');
      const args = process.argv.slice(2);
      const file = args[args.indexOf('-i') + 1];
      fs.writeFileSync(${JSON.stringify(log)}, JSON.stringify({ args, head: fs.readFileSync(file).subarray(4, 8).toString() }));
      ${WRITE_WAV}`);
    const recording = await decodeAudio(encodedRecording('m4a'), { ffmpeg });
    expect(recording).toMatchObject({ format: 'mp4', sampleRateHz: 8000, channelCount: 2, durationSec: 0.1 });
    expect(recording.samples.every((sample) => sample === 0.5)).toBe(true);
    const call = JSON.parse(await readFile(log, 'utf8'));
    expect(call.head).toBe('ftyp');
    expect(call.args.join(' ')).toMatch(/-nostdin .*-protocol_whitelist file,pipe -f mov -i /);
    expect(await leftovers()).toEqual([]);
  });

  test('a program that fails is a damaged recording, with the first line of what it said', async () => {
    const ffmpeg = await program(`console.error('moov atom \\u001b[31mnot found\\nmore'); process.exitCode = 1;`);
    const failure = await decodeAudio(encodedRecording('m4a'), { ffmpeg }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CorruptAudioError);
    expect(String(failure)).toContain('ffmpeg says: moov atom ?[31mnot found (near byte 0)');
  });

  test('a program that never ends is stopped, one that is aborted too, and no file stays behind', async () => {
    const ffmpeg = await program('setInterval(() => {}, 1000);');
    await expect(decodeAudio(encodedRecording('m4a'), { ffmpeg, ffmpegTimeoutMs: 300 })).rejects.toBeInstanceOf(
      DecoderTimeoutError,
    );
    const started = join(folder, 'started');
    const announced = await program(
      `require('node:fs').writeFileSync(${JSON.stringify(started)}, ''); setInterval(() => {}, 1000);`,
    );
    const abort = new AbortController();
    const running = decodeAudio(encodedRecording('aiff'), { ffmpeg: announced, signal: abort.signal });
    const refused = expect(running).rejects.toThrow('changed my mind');
    await vi.waitFor(() => access(started), { timeout: 10_000 });
    abort.abort(new Error('changed my mind'));
    await refused;
    expect(await leftovers()).toEqual([]);
  });

  test('more output than allowed stops the program', async () => {
    const ffmpeg = await program(`
      const block = Buffer.alloc(1 << 20);
      const write = () => { while (process.stdout.write(block)); process.stdout.once('drain', write); };
      write();`);
    const failure = decodeAudio(encodedRecording('aiff'), { ffmpeg, maxDurationSec: 0.5 });
    await expect(failure).rejects.toBeInstanceOf(RecordingTooLongError);
  });
});

const realFfmpeg = await decodeAudio(encodedRecording('aiff')).then(
  () => true,
  () => false,
);

describe.skipIf(!realFfmpeg)('decoding by the ffmpeg that is installed here', () => {
  test.each([
    ['m4a', 'mp4', 16_000, 2],
    ['aiff', 'aiff', 8000, 1],
  ] as const)('%s', async (name, format, rateHz, channelCount) => {
    const recording = await decodeAudio(encodedRecording(name));
    expect(recording).toMatchObject({ format, sampleRateHz: rateHz, channelCount });
    const middle = recording.samples.subarray(0.1 * rateHz, 0.5 * rateHz);
    expect(amplitudeOf(middle, rateHz, 440)).toBeCloseTo(0.4 / channelCount, 1);
  });

  test('a damaged file is a named error', async () => {
    const bytes = encodedRecording('m4a').slice(0, 900);
    await expect(decodeAudio(bytes)).rejects.toBeInstanceOf(CorruptAudioError);
  });
});
