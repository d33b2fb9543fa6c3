// Accuracy on real recordings: trains the configurations of bench/accuracy with `voxboard train`, pools the emotion
// ones, and prints their scores. `npm run bench:accuracy -- --data RAVDESS [--out FOLDER] [NAME …]`; results that are
// there already are not trained again.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

const CONFIGS = join('bench', 'accuracy');
const MEMBERS = ['emotion-lda', 'emotion-cnn22'];
const IntervalSchema = z.object({ estimate: z.number(), lower: z.number(), upper: z.number() });
const EvaluationSchema = z.object({
  scores: z.object({ uar: IntervalSchema, accuracy: IntervalSchema }),
  runs: z.array(z.unknown()),
});

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string' }, out: { type: 'string', default: join('.voxboard', 'bench', 'accuracy') } },
});
if (!values.data) throw new Error('Name the recordings: npm run bench:accuracy -- --data FOLDER');
const { data, out } = values;
const known = readdirSync(CONFIGS).map((file) => file.replace(/\.yaml$/, ''));
// The cheapest first; the raw networks, a quarter of an hour each, only by name.
const chosen = positionals.length > 0 ? positionals : [...MEMBERS, 'gender-features-study', 'emotion-features-study'];
const unknown = chosen.filter((name) => !known.includes(name) && name !== 'emotion-ensemble');
if (unknown.length > 0)
  throw new Error(`There is no ${unknown.join(', ')} in ${CONFIGS}; there are ${known.join(', ')}.`);

function voxboard(...args: string[]): void {
  const { status } = spawnSync(process.execPath, ['packages/cli/bin/voxboard.mjs', ...args], { stdio: 'inherit' });
  if (status !== 0) throw new Error(`voxboard ${args[0]} ended with ${status}`);
}

const figures: Record<string, number> = {};
function read(name: string): void {
  const text = readFileSync(join(out, name, 'evaluation.json'), 'utf8');
  const { scores, runs } = EvaluationSchema.parse(JSON.parse(text));
  const key = name.replaceAll('-', '_');
  for (const [score, { estimate, lower, upper }] of Object.entries(scores)) {
    for (const [part, value] of Object.entries({ '': estimate, _lower: lower, _upper: upper })) {
      figures[`${key}_${score}${part}`] = Number(value.toFixed(4));
    }
  }
  figures[`${key}_runs`] = runs.length;
}

for (const name of chosen.filter((candidate) => candidate !== 'emotion-ensemble')) {
  const folder = join(out, name);
  if (!existsSync(folder)) voxboard('train', join(CONFIGS, `${name}.yaml`), '--data', data, '--out', folder);
  read(name);
}
const members = MEMBERS.map((name) => join(out, name));
if (members.every((folder) => existsSync(folder))) {
  voxboard('ensemble', ...members, '--out', join(out, 'emotion-ensemble'), '--overwrite');
  read('emotion-ensemble');
}
console.log(JSON.stringify(figures));
