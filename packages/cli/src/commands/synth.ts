import { type WrittenCorpus, writeCorpus } from '@voxboard/synth-audio';
import { wholeNumber } from '../arguments.js';
import type { RegisterCommand } from '../command.js';

interface SynthOptions {
  readonly speakers: number;
  readonly clips: number;
  readonly seed: number;
  readonly duplicates: number;
  readonly nearDuplicates: number;
  readonly json?: true;
}

/** `voxboard synth OUT`: writes a synthetic corpus. */
export const registerSynth: RegisterCommand = (program, { output }) => {
  program
    .command('synth')
    .summary('write a corpus of synthetic voices in RAVDESS format')
    .description(
      'Write a corpus of synthetic voices in RAVDESS format. The same numbers give the same bytes everywhere.',
    )
    .argument('<out>', 'folder to write to; made if missing')
    .option('--speakers <n>', 'voices, odd numbers male, even ones female', wholeNumber(1, 999), 24)
    .option('--clips <n>', 'clips of each voice (RAVDESS has 60)', wholeNumber(1, 1500), 60)
    .option('--seed <n>', 'seed of everything random', wholeNumber(0, 0xffffffff), 0)
    .option('--duplicates <n>', 'plant clips that are copies of others, to test an audit', wholeNumber(0, 100_000), 0)
    .option('--near-duplicates <n>', 'plant clips that are nearly copies of others', wholeNumber(0, 100_000), 0)
    .option('--json', 'print what was written as JSON')
    .action(async (out: string, options: SynthOptions) => {
      const { speakers, clips, seed, duplicates, nearDuplicates } = options;
      const written = await writeCorpus(
        out,
        { seed, speakerCount: speakers, clipsPerSpeaker: clips, plant: { duplicates, nearDuplicates } },
        ({ done, total, path }) => output.progress(`${done} of ${total}  ${path}`),
      );
      output.result(options.json ? JSON.stringify(summaryOf(written)) : sentenceOf(written, speakers));
    });
};

function summaryOf({ folder, plans, sizeBytes }: WrittenCorpus) {
  const planted = plans.flatMap(({ path, planted }) => (planted === null ? [] : [{ path, ...planted }]));
  return { folder, clipCount: plans.length, sizeBytes, planted };
}

function sentenceOf(written: WrittenCorpus, speakers: number): string {
  const { folder, clipCount, sizeBytes, planted } = summaryOf(written);
  const lines = planted.map(({ path, kind, sameAs }) => `planted: ${path} is a ${kind} of ${sameAs}`);
  return [`${clipCount} clips of ${speakers} voices in ${folder} (${Math.round(sizeBytes / 1e6)} MB)`, ...lines].join(
    '\n',
  );
}
