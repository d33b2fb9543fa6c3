import { readFile } from 'node:fs/promises';
import { decodeWav, split } from '@voxboard/audio-dsp';
import { positiveNumber } from '../arguments.js';
import type { RegisterCommand } from '../command.js';

interface SplitOptions {
  readonly topDb: number;
  readonly json?: true;
}

/** `voxboard split FILE.wav`: where a recording is not silent, in samples at its own rate. */
export const registerSplit: RegisterCommand = (program, { output }) => {
  program
    .command('split')
    .summary('find the parts of a recording that are not silent')
    .description('Find the parts of a recording that are not silent, as librosa.effects.split does.')
    .argument('<file>', 'WAV file')
    .option('--top-db <dB>', 'frames this much quieter than the loudest are silent', positiveNumber, 20)
    .option('--json', 'print {"intervals": [[start, end], …]}')
    .action(async (file: string, { topDb, json }: SplitOptions) => {
      const { samples } = decodeWav(await readFile(file));
      const intervals = split(samples, { topDb });
      output.result(json ? JSON.stringify({ intervals }) : intervals.map((pair) => pair.join('\t')).join('\n'));
    });
};
