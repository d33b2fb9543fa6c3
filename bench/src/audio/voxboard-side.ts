import { readFileSync } from 'node:fs';
import { decodeNpy, RecipeExtractor } from '@voxboard/audio-dsp';
import { STUDY_162_PLAIN } from '@voxboard/domain';
import { type Seconds, TASK_NAMES, TASK_RECIPES, type TaskName } from './task.js';

/** The same tasks by Voxboard, in this process. */
export class VoxboardSide {
  readonly #extractors = new Map(TASK_NAMES.map((task) => [task, new RecipeExtractor(TASK_RECIPES[task])]));
  readonly #samplesExtractor = new RecipeExtractor({ ...STUDY_162_PLAIN, offsetSec: 0, durationSec: null });

  time(task: TaskName, files: readonly string[]): Seconds {
    const cpu = process.cpuUsage();
    const start = performance.now();
    for (const file of files) this.compute(task, file);
    const { user, system } = process.cpuUsage(cpu);
    return { cpuSec: (user + system) / 1e6, wallSec: (performance.now() - start) / 1000 };
  }

  compute(task: TaskName, file: string): readonly Float32Array[] {
    const extractor = this.#extractors.get(task);
    if (extractor === undefined) throw new Error(`no such task: ${task}`);
    return extractor.computeFromWav(readFileSync(file), 1).values;
  }

  /** The 162 plain features of samples at 22,050 Hz. */
  featuresOfSamples(npyPath: string): Float32Array {
    const samples = Float32Array.from(decodeNpy(readFileSync(npyPath)).data);
    const [plain] = this.#samplesExtractor.compute({ samples, sampleRateHz: 22_050 }, 1).values;
    return plain ?? new Float32Array(0);
  }
}
