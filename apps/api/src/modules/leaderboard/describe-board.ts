import { isLeakyByDesign, type ProtocolName, type Task } from '@voxboard/domain';
import type { ScoreKey } from '@voxboard/evaluation';

export interface BoardFacts {
  readonly task: Task;
  readonly protocolName: ProtocolName;
  readonly metric: ScoreKey;
  readonly datasetName: string;
  readonly speakerCount: number;
  readonly clipCount: number;
  readonly classCount: number | null;
  readonly rankedCount: number;
  /** Of the first hundred: those that may hold the first place. */
  readonly tiedWithBest: number;
  readonly best: {
    readonly name: string;
    readonly score: { readonly value: number; readonly low: number | null; readonly high: number | null } | null;
  } | null;
  readonly chance: number | null;
}

const TASK_WORDS: Readonly<Record<Task, string>> = {
  EMOTION: 'which emotion is being acted',
  GENDER: "the speaker's gender",
  SPEAKER: 'who is speaking',
};

const TESTED_ON: Readonly<Record<ProtocolName, string>> = {
  study:
    'Altered copies of the recordings it was tested on were in its training data, so the figures say little about any new recording.',
  'by-clip': 'It was tested on recordings it had not heard, of people whose voices it knew from training.',
  'by-speaker': 'It was tested only on people whose voices it had never heard.',
  'upm-5': 'It was tested only on people whose voices it had never heard, in five published groups of actors.',
  'emobox-6': 'It was tested only on people whose voices it had never heard, in six published groups of actors.',
  loso: 'It was tested on one person at a time, whose voice it had never heard.',
  'by-statement': 'It was tested on sentences it had never heard, spoken by people whose voices it knew.',
};

const SCORE_WORDS: Readonly<Record<ScoreKey, string>> = {
  uar: 'on average over the classes, it was right',
  accuracy: 'it was right',
  macro_f1: 'its macro F1, a mean of precision and recall, was',
};

/** What a board says, for readers without training: what was measured, on whom, how sure. */
export function describeBoard(facts: BoardFacts): string[] {
  const { speakerCount, clipCount, classCount, datasetName, task, protocolName } = facts;
  const choices = classCount === null ? '' : ` out of ${classCount} choices`;
  const measured = `Every model was asked to tell ${TASK_WORDS[task]}${choices} from ${count(clipCount)} recordings of ${count(speakerCount)} ${speakerCount === 1 ? 'person' : 'people'} (${datasetName}). ${TESTED_ON[protocolName]}`;
  return [measured, ...bestSentences(facts)];
}

function bestSentences({
  protocolName,
  best,
  metric,
  chance,
  speakerCount,
  rankedCount,
  tiedWithBest,
}: BoardFacts): string[] {
  if (isLeakyByDesign(protocolName))
    return ['Nothing is ranked here: the split lifts every score by an unknown amount.'];
  if (best?.score == null) return ['No experiment here is complete and comparable yet, so nothing is ranked.'];
  const { value, low, high } = best.score;
  const against = chance === null ? '' : `; guessing gives ${percent(chance)}`;
  const scored = `The highest score is that of “${best.name}”: ${SCORE_WORDS[metric]} ${metric === 'macro_f1' ? '' : 'in '}${percent(value)}${metric === 'macro_f1' ? '' : ' of cases'}${against}.`;
  const sure =
    low === null || high === null
      ? 'With so few people nothing can be said of how it would do with others.'
      : `With other people like these ${count(speakerCount)} it would likely lie between ${percent(low)} and ${percent(high)}.`;
  if (rankedCount < 2) return [scored, sure];
  const others = tiedWithBest - 1;
  const tie =
    others <= 0
      ? 'The test is clear enough to say that it is better than every other on this board.'
      : `Its lead may be luck: ${others >= 99 ? '99 or more' : others} other ${others === 1 ? 'experiment' : 'experiments'} of ${rankedCount} cannot be told apart from the best with ${count(speakerCount)} people.`;
  return [scored, sure, tie];
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}
