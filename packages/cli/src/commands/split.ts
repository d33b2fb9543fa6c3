import { split } from '@voxboard/audio-dsp';
import { evenNumber, positiveNumber, wholeNumber } from '../arguments.js';
import type { RegisterCommand } from '../command.js';
import { readRecording } from '../recording.js';

interface SplitOptions {
  readonly topDb: number;
  readonly frameLength: number;
  readonly hopLength: number;
  readonly json?: true;
}

/** `voxboard split FILE`: where a recording is not silent, in samples at its own rate. */
export const registerSplit: RegisterCommand = (program, { output }) => {
  program
    .command('split')
    .summary('find the parts of a recording that are not silent')
    .description(
      'Find the parts of a recording that are not silent, as librosa.effects.split does, in samples at the rate of the ' +
        'file: from the first to before the last. The same recording at another rate gives other seconds.',
    )
    .argument('<file>', 'recording: WAV, FLAC, MP3, Ogg, WebM; M4A and others where ffmpeg is installed')
    .option('--top-db <dB>', 'frames this much quieter than the loudest are silent', positiveNumber, 20)
    .option('--frame-length <n>', 'samples whose level is taken together', evenNumber, 2048)
    .option('--hop-length <n>', 'samples from frame to frame', wholeNumber(1, 1_000_000), 512)
    .option('--json', 'print {"intervals": [[start, end], …]}')
    .action(async (file: string, { json, ...options }: SplitOptions) => {
      const { samples } = await readRecording(file);
      const intervals = split(samples, options);
      output.result(json ? JSON.stringify({ intervals }) : intervals.map((pair) => pair.join('\t')).join('\n'));
    });
};
