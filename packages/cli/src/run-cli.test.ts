import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeWav16 } from '@voxboard/audio-dsp';
import { Rng } from '@voxboard/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from './index.js';
import { RecordingOutput } from './testing/recording-output.js';

describe('voxboard', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'voxboard-cli-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const run = async (...args: string[]) => {
    const output = new RecordingOutput();
    const code = await runCli(args, { output });
    return { code, out: output.results.join('\n'), err: output.messages.join('\n'), progress: output.progressLines };
  };

  /** Noise, silence, noise: 1 s each at 16 kHz. */
  const recording = async () => {
    const rng = new Rng(1);
    const samples = Float32Array.from({ length: 48_000 }, (_, n) =>
      n >= 16_000 && n < 32_000 ? 0 : 0.3 * rng.between(-1, 1),
    );
    await writeFile(join(folder, 'a.wav'), encodeWav16(samples, 16_000));
    return join(folder, 'a.wav');
  };

  it('lists its commands and ends with 0 when asked for help', async () => {
    const { code, out, err } = await run('--help');
    expect(code).toBe(0);
    expect(out).toMatch(/synth[\s\S]*features[\s\S]*split/);
    expect(err).toBe('');
  });

  it.each([
    [['fly'], /unknown command/],
    [['synth'], /missing required argument/],
    [['synth', 'out', '--speakers', 'many'], /whole number from 1 to 999/],
    [['synth', 'out', '--clips', '2.5'], /whole number/],
    [['synth', 'out', '--wings', '2'], /unknown option/],
    [['features', 'a.wav', '--recipe', 'soup'], /study-162/],
  ])('ends with 2 and a hint on standard error for %j', async (args, message) => {
    const { code, out, err } = await run(...args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(message);
  });

  it('ends with 1 and says what to do when a file is missing or is no recording', async () => {
    const missing = await run('features', join(folder, 'nowhere.wav'));
    expect(missing).toMatchObject({ code: 1, out: '' });
    expect(missing.err).toBe(`voxboard: ${join(folder, 'nowhere.wav')} does not exist. Check the path.`);
    for (const command of ['features', 'split']) {
      for (const [name, content, message] of [
        ['text.wav', 'no sound', /no recording: it starts with 6e 6f/],
        ['nothing.wav', '', /is empty: it has no bytes/],
        ['cut.wav', 'RIFF....WAVE', /no "fmt " chunk.*\(at byte 12\)/],
        ['cut.flac', 'fLaC', /flac recording is damaged/],
      ] as const) {
        await writeFile(join(folder, name), content);
        const broken = await run(command, join(folder, name));
        expect(broken).toMatchObject({ code: 1, out: '' });
        expect(broken.err).toMatch(message);
      }
      expect((await run(command, folder)).err).toMatch(/is a folder\. Give one recording in it/);
    }
    const short = join(folder, 'short.wav');
    await writeFile(short, encodeWav16(new Float32Array(800).fill(0.1), 8000));
    expect((await run('features', short)).err).toMatch(/no sample after 0\.6 s, where recipe "study-162" starts/);
  });

  it('help names the default recipe and what files it reads', async () => {
    const { out } = await run('features', '--help');
    expect(out).toMatch(/default:\s+"study-162"/);
    expect(out).toMatch(/FLAC, MP3/);
    expect((await run('split', '--help')).out).toMatch(/--top-db.*[\s\S]*default: 20/);
  });

  it('features takes a recipe from a JSON file and says what is wrong with a bad one', async () => {
    const recipe = join(folder, 'mine.json');
    const write = (content: unknown) => writeFile(recipe, JSON.stringify(content));
    await write({
      name: 'mine',
      version: 1,
      sampleRateHz: 16_000,
      cleaning: [{ kind: 'trim', topDb: 40 }],
      rows: [{ name: 'plain', steps: [] }],
      features: [{ name: 'mfcc', count: 13 }, { name: 'pitch' }],
      aggregation: { kind: 'mean-std' },
    });
    const { code, out } = await run('features', await recording(), '--recipe', recipe, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out).names.length).toBe(28);
    await write({ name: 'mine', version: 1, sampleRateHz: 16_000, features: [{ name: 'mfccs' }] });
    const wrong = await run('features', await recording(), '--recipe', recipe);
    expect(wrong).toMatchObject({ code: 1, out: '' });
    expect(wrong.err).toMatch(/describes no recipe:[\s\S]*features\[0\]\.name/);
    await writeFile(recipe, '{ name');
    expect((await run('features', await recording(), '--recipe', recipe)).err).toMatch(/is no JSON/);
    const missing = await run('features', await recording(), '--recipe', join(folder, 'no.json'));
    expect(missing.err).toMatch(/no\.json does not exist/);
  });

  it('synth writes a corpus and says how large it is', async () => {
    const out = join(folder, 'corpus');
    const { code, out: text, progress } = await run('synth', out, '--speakers', '2', '--clips', '2', '--seed', '7');
    expect(code).toBe(0);
    expect(text).toMatch(/^4 clips of 2 voices in .*corpus \(\d MB\)$/);
    expect(progress.length).toBe(4);
    expect((await readdir(out, { recursive: true })).filter((name) => name.endsWith('.wav'))).toHaveLength(4);
  });

  it('synth tells as JSON which leaks it planted', async () => {
    const args = ['--speakers', '4', '--clips', '8', '--duplicates', '1', '--near-duplicates', '1', '--json'];
    const { code, out } = await run('synth', join(folder, 'corpus'), ...args);
    expect(code).toBe(0);
    const summary = JSON.parse(out);
    expect(summary.clipCount).toBe(32);
    expect(summary.planted.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['duplicate', 'near-duplicate']);
  }, 30_000);

  it('features prints the 162 numbers of the study with their names', async () => {
    const { code, out } = await run('features', await recording(), '--recipe', 'study-162', '--json');
    expect(code).toBe(0);
    const { names, values, sampleRateHz } = JSON.parse(out);
    expect(sampleRateHz).toBe(22_050);
    expect(names.length).toBe(162);
    expect(names[0]).toBe('zeroCrossingRate');
    expect(values.length).toBe(162);
    expect(values.every((value: unknown) => typeof value === 'number')).toBe(true);
  });

  it('split finds the parts that are not silent, in samples at the rate of the file', async () => {
    const { code, out } = await run('split', await recording(), '--top-db', '20', '--json');
    expect(code).toBe(0);
    const { intervals } = JSON.parse(out);
    expect(intervals.length).toBe(2);
    // Frames of 2,048 samples reach over the edges of the second of silence by up to half their length.
    expect(intervals[0][0]).toBe(0);
    expect(Math.abs(intervals[0][1] - 16_000)).toBeLessThan(1600);
    expect(Math.abs(intervals[1][0] - 32_000)).toBeLessThan(1600);
    expect(intervals[1][1]).toBe(48_000);
  });

  it('split takes only a level above 0', async () => {
    expect((await run('split', await recording(), '--top-db', '-3')).code).toBe(2);
    expect((await run('split', await recording(), '--top-db', 'loud')).code).toBe(2);
    expect((await run('split', await recording(), '--frame-length', '333')).code).toBe(2);
  });

  it('features prints a name and a value a line without --json', async () => {
    const { out } = await run('features', await recording());
    const lines = out.split('\n');
    expect(lines.length).toBe(162);
    expect(lines[0]).toMatch(/^zeroCrossingRate\t0\.\d+$/);
  });
});
