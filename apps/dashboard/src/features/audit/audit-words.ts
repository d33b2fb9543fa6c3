import type { Tone } from '../../ui/badge';

/** What each check of the leak audit asks, as a question that "no" answers well. */
const QUESTIONS: Readonly<Record<string, string>> = {
  'same-clip': 'Does a training row come back in validation or test?',
  'augmented-twin': 'Does an altered copy of a tested clip train?',
  'same-content': 'Is one file in two parts under two names?',
  'near-duplicate': 'Is one recording in two parts, re-encoded or cut?',
  'shared-speaker': 'Is a voice in two parts?',
  'shared-statement': 'Was a tested sentence heard in training?',
  'validation-overlap': 'Is validation the test part, or some of it?',
  'scaler-scope': 'Was scaling fitted on more than training rows?',
  'selection-on-test': 'Did a decision about the model look at test clips?',
  'label-source': "Is a label not the corpus's own?",
  transductive: 'Were unlabelled clips of test speakers used?',
  'class-absent': 'Is a class missing from a part?',
  'single-gender': 'Are only men, or only women, tested?',
};

export function questionOf(check: string): string {
  return QUESTIONS[check] ?? check;
}

export type AuditStatus = 'CLEAN' | 'LEAKY' | 'UNPROVEN' | 'UNVERIFIED';
type Verdict = 'PASS' | 'FAIL' | 'UNKNOWN' | 'NOT_APPLICABLE';

export const STATUS_WORDS: Readonly<Record<AuditStatus, { name: string; tone: Tone; meaning: string }>> = {
  CLEAN: {
    name: 'clean',
    tone: 'good',
    meaning: 'No leak was found, and everything that would show one was recorded.',
  },
  LEAKY: {
    name: 'leaky',
    tone: 'bad',
    meaning: 'The test clips helped to make this model: its score says too much.',
  },
  UNPROVEN: {
    name: 'unproven',
    tone: 'warn',
    meaning: 'No leak was found, but evidence is missing or contradicts itself.',
  },
  UNVERIFIED: {
    name: 'unverified',
    tone: 'neutral',
    meaning: 'Nobody stated how it was made, so nothing could be audited.',
  },
};

export const VERDICT_WORDS: Readonly<Record<Verdict, { name: string; tone: Tone }>> = {
  FAIL: { name: 'found', tone: 'bad' },
  UNKNOWN: { name: 'not known', tone: 'warn' },
  PASS: { name: 'no', tone: 'good' },
  NOT_APPLICABLE: { name: 'n/a', tone: 'neutral' },
};

const WORST_FIRST: readonly Verdict[] = ['FAIL', 'UNKNOWN', 'PASS', 'NOT_APPLICABLE'];

/** Worst findings first; checks of one verdict keep their order. */
export function worstFirst<Check extends { readonly verdict: Verdict }>(checks: readonly Check[]): Check[] {
  return WORST_FIRST.flatMap((verdict) => checks.filter((check) => check.verdict === verdict));
}

/** A failed check is no leak by itself when it only labels the score or warns of it. */
export function toneOf({ verdict, severity }: { readonly verdict: Verdict; readonly severity: string }): Tone {
  return verdict === 'FAIL' && severity !== 'LEAK' ? 'warn' : VERDICT_WORDS[verdict].tone;
}
