import { addConfusionMatrices, classReport, confusionMatrix, deviation, SCORE_KEYS, uar } from '@voxboard/evaluation';
import { pooledScores, scoreText } from '../train/experiment-summary.js';
import { json } from '../train/folder-run-reporter.js';
import { ResultsFolder } from '../train/results-folder.js';
import { classesCsv, confusionCsv, csv, PREDICTION_COLUMNS } from '../train/tables.js';
import { type CombinedFold, combineMembers } from './combine-members.js';
import { type MemberRow, readMember } from './read-member.js';

export interface EnsembleCommand {
  readonly folders: readonly string[];
  readonly out: string;
  readonly equal: boolean;
  readonly overwrite: boolean;
  readonly json: boolean;
}

/** Does `voxboard ensemble`; returns what it prints. */
export async function runEnsemble(command: EnsembleCommand): Promise<string> {
  const results = await ResultsFolder.open(command.out, command.overwrite);
  try {
    const members = await Promise.all(command.folders.map(readMember));
    const folds = combineMembers(members, command.equal);
    const { task, protocol, labels } = members[0] ?? {};
    const summary = summarise(folds, labels ?? []);
    const name = members.map((member) => member.name).join(' + ');
    const statement = { name, task, protocol, labels, ...summary };
    await results.write('evaluation.json', json(statement));
    const weights = folds.map(({ fold, weights }) => ({ fold, weights }));
    const parts = members.map((member) => ({ name: member.name, folder: member.folder, seeds: member.seeds }));
    await results.write('ensemble.json', json({ members: parts, fittedOnValidation: !command.equal, weights }));
    await results.write('confusion.csv', confusionCsv(summary.confusion));
    await results.write('classes.csv', classesCsv(summary.classes));
    await results.write('predictions.csv', predictions(folds, labels ?? []));
    await results.finish();
    if (command.json) return json({ ...statement, weights, folder: results.target }).trimEnd();
    const lines = SCORE_KEYS.map((key) => `${key}\t${scoreText(summary.scores[key])}`);
    return [...lines, `${members.length} members, ${folds.length} folds; results in ${results.target}`].join('\n');
  } finally {
    await results.discard();
  }
}

function summarise(folds: readonly CombinedFold[], labels: readonly string[]) {
  const rows = folds.map(({ test }) =>
    test.map(({ speaker, actual, probabilities }) => ({ speaker, actual, predicted: argMax(probabilities) })),
  );
  const matrices = rows.map((fold) =>
    confusionMatrix(
      fold.map((row) => row.actual),
      fold.map((row) => row.predicted),
      labels,
    ),
  );
  const confusion = addConfusionMatrices(matrices, labels);
  return {
    scores: pooledScores(rows.flat(), labels.length),
    uarDeviationOverRuns: folds.length > 1 ? deviation(matrices.map(uar)) : null,
    runs: folds.map(({ fold }, i) => ({ fold, uar: matrices.slice(i, i + 1).map(uar)[0] })),
    confusion,
    classes: classReport(confusion),
  };
}

function predictions(folds: readonly CombinedFold[], labels: readonly string[]): string {
  const line = (fold: number, split: string) => (row: MemberRow) => [
    fold,
    0,
    split,
    row.path,
    row.row,
    row.speaker,
    labels[row.actual] ?? null,
    labels[argMax(row.probabilities)] ?? null,
    ...Array.from(row.probabilities),
  ];
  const lines = folds.flatMap(({ fold, validation, test }) => [
    ...validation.map(line(fold, 'VALIDATION')),
    ...test.map(line(fold, 'TEST')),
  ]);
  return csv([[...PREDICTION_COLUMNS, ...labels.map((label) => `p_${label}`)], ...lines]);
}

function argMax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] ?? 0) > (values[best] ?? 0)) best = i;
  return best;
}
