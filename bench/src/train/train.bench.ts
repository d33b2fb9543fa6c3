// Training against Keras: both sides live in processes of their own and train epochs in turn, so that a busy machine is
// busy for both; the shortest epoch of each counts. `VOXBOARD_BACKEND` chooses Voxboard's backend,
// `VOXBOARD_BENCH_PRESETS` some of the presets, `VOXBOARD_BENCH_ROUNDS` how many epochs of each side.
import { fileURLToPath } from 'node:url';
import { LinePeer } from './line-peer.js';
import { pythonWith } from './python-venv.js';
import { SUBJECTS, type Subject } from './subjects.js';

interface Epoch {
  readonly seconds: number;
  readonly cpu_seconds: number;
  readonly peak_mb: number;
}
interface Ready {
  readonly parameters: number;
  readonly backend?: { readonly name: string };
}
interface Outcome {
  readonly ratio: number;
  readonly cpuRatio: number;
  readonly peakMb: number;
  readonly kerasPeakMb: number;
  readonly backend: string;
}

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const preferred = process.env.VOXBOARD_BACKEND;
const chosen = process.env.VOXBOARD_BENCH_PRESETS?.split(',');
const roundCount = Number(process.env.VOXBOARD_BENCH_ROUNDS) || null;
const python = pythonWith('keras', ['tensorflow-cpu==2.21.0', 'keras==3.15.1']);

const least = (epochs: readonly Epoch[], key: keyof Epoch) => Math.min(...epochs.map((epoch) => epoch[key]));

async function compare({ preset, rows, rounds, parameters }: Subject): Promise<Outcome> {
  const quiet = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' };
  const keras = new LinePeer(python, ['tools/keras/fit_server.py', preset, String(rows)], quiet);
  const ours = new LinePeer(process.execPath, [here('./voxboard-fit.js'), preset, ...(preferred ? [preferred] : [])]);
  try {
    const ready = [(await keras.answer(null)) as Ready, (await ours.answer(null)) as Ready];
    for (const side of ready) {
      if (side.parameters !== parameters) throw new Error(`${preset} has ${side.parameters} parameters on one side`);
    }
    const epochs: { keras: Epoch[]; ours: Epoch[] } = { keras: [], ours: [] };
    // The first epoch compiles and allocates.
    for (let round = -1; round < (roundCount ?? rounds); round++) {
      const theirs = (await keras.answer('epoch')) as Epoch;
      const own = (await ours.answer('epoch')) as Epoch;
      if (round < 0) continue;
      epochs.keras.push(theirs);
      epochs.ours.push(own);
    }
    const ratio = least(epochs.ours, 'seconds') / least(epochs.keras, 'seconds');
    const cpuRatio = least(epochs.ours, 'cpu_seconds') / least(epochs.keras, 'cpu_seconds');
    const peakMb = Math.max(...epochs.ours.map((epoch) => epoch.peak_mb));
    const kerasPeakMb = Math.max(...epochs.keras.map((epoch) => epoch.peak_mb));
    console.log(
      `${preset}: Voxboard ${least(epochs.ours, 'seconds').toFixed(3)} s, Keras ` +
        `${least(epochs.keras, 'seconds').toFixed(3)} s an epoch of ${rows} rows: ratio ${ratio.toFixed(2)} ` +
        `(processor time ${cpuRatio.toFixed(2)}); ${peakMb.toFixed(0)} MB against ${kerasPeakMb.toFixed(0)} MB`,
    );
    return { ratio, cpuRatio, peakMb, kerasPeakMb, backend: ready[1]?.backend?.name ?? 'unknown' };
  } finally {
    await keras.close();
    await ours.close();
  }
}

const round = (value: number, digits: number) => Number(value.toFixed(digits));
const figures: Record<string, string | number> = {};
for (const subject of SUBJECTS) {
  if (chosen && !chosen.includes(subject.preset)) continue;
  const outcome = await compare(subject);
  const key = subject.preset.replaceAll('-', '_');
  figures.backend = outcome.backend;
  figures[`${key}_ratio`] = round(outcome.ratio, 3);
  figures[`${key}_cpu_ratio`] = round(outcome.cpuRatio, 3);
  figures[`${key}_peak_mb`] = round(outcome.peakMb, 0);
  figures[`${key}_keras_peak_mb`] = round(outcome.kerasPeakMb, 0);
}
const error = new LinePeer(process.execPath, [here('./loss-error.js'), ...(preferred ? [preferred] : [])]);
Object.assign(figures, await error.answer(null));
console.log(JSON.stringify(figures));
