// Voxboard's side of the training benchmark: trains one epoch for each line on standard input. Started by
// train.bench.ts with a preset's name and, optionally, a backend's.
import { createInterface } from 'node:readline';
import { type EpochReport, HyperparametersSchema, type RunReporter } from '@voxboard/domain';
import { chooseBackend, type TrainRequest, train } from '@voxboard/trainer';
import { noiseMatrix } from './noise-matrix.js';
import { SUBJECTS, type Subject } from './subjects.js';

const [, , preset, preferred] = process.argv;
const subject = SUBJECTS.find((candidate) => candidate.preset === preset);
if (!subject) throw new Error(`There is no subject "${preset}".`);

const say = (fields: object) => process.stdout.write(`${JSON.stringify(fields)}\n`);
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const nextLine = async () => {
  if ((await lines.next()).done) process.exit(0);
};

function requestOf({ shape, classCount, rows, batchSize }: Subject): TrainRequest {
  const { row, rowCount } = noiseMatrix(rows, shape);
  const labels = Array.from({ length: rows }, (_, i) => i % classCount);
  const refs = labels.map((_, clip) => ({ clip, augmentation: 0 }));
  return {
    config: {
      task: 'EMOTION',
      architecture: { kind: 'preset', preset: (subject as Subject).preset, width: 1 },
      protocol: { name: 'by-clip' },
      hyperparameters: HyperparametersSchema.parse({ epochs: 10_000, batchSize, standardize: false }),
    },
    fold: { train: refs, validation: [], test: refs.slice(0, 1) },
    seed: 1,
    features: {
      row,
      rowCount,
      shape,
      rowIndex: (clip) => clip,
      columnNames: Array.from({ length: shape[shape.length - 1] ?? 0 }, (_, i) => `column${i}`),
    },
    labels,
    labelNames: Array.from({ length: classCount }, (_, i) => `class${i}`),
    clipCount: rows,
  };
}

/** Seconds that the epoch's training took, from its own report. */
function trainingSeconds({ metrics }: EpochReport): number {
  const speed = metrics.find(({ key }) => key === 'samples_per_second')?.value ?? Number.NaN;
  return (subject as Subject).rows / speed;
}

const { backend } = await chooseBackend({ preferred: preferred ?? null });
let cpu = process.cpuUsage();
const reporter: RunReporter = {
  onStarted: async ({ parameterCount }) => {
    say({ ready: true, parameters: parameterCount, backend: backend.statement });
    await nextLine();
    cpu = process.cpuUsage();
  },
  onEpochEnd: async (report) => {
    const used = process.cpuUsage(cpu);
    say({
      seconds: trainingSeconds(report),
      cpu_seconds: (used.user + used.system) / 1e6,
      peak_mb: process.resourceUsage().maxRSS / 1024,
    });
    await nextLine();
    cpu = process.cpuUsage();
  },
  onEvaluation: async () => {},
  onArtifact: async () => {},
  onLog: async () => {},
};
const options = { backend, signal: new AbortController().signal, now: () => performance.now() };
await train(requestOf(subject), reporter, options);
