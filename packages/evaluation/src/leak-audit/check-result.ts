import type { AuditCheckName, AuditCheckResult, AuditSeverity } from '@voxboard/domain';
import type { AuditContext } from './audit-context.js';

/** One way to be fooled, looked for in one file. */
export interface AuditCheck {
  readonly check: AuditCheckName;
  readonly severity: AuditSeverity;
  readonly examine: (context: AuditContext) => Outcome;
}

export type Outcome = Omit<AuditCheckResult, 'check' | 'severity'>;
type Counts = Readonly<Record<string, number>>;

const MAX_EXAMPLES = 5;

export function passed(finding: string, counts: Counts): Outcome {
  return { verdict: 'PASS', finding, remedy: null, counts: { ...counts }, examples: [] };
}

export function failed(finding: string, remedy: string, counts: Counts, examples: readonly string[]): Outcome {
  return { verdict: 'FAIL', finding, remedy, counts: { ...counts }, examples: examples.slice(0, MAX_EXAMPLES) };
}

export function notApplicable(finding: string): Outcome {
  return { verdict: 'NOT_APPLICABLE', finding, remedy: null, counts: {}, examples: [] };
}

export function unknown(finding: string, remedy: string, counts: Counts = {}): Outcome {
  return { verdict: 'UNKNOWN', finding, remedy, counts: { ...counts }, examples: [] };
}

/** "1 clip", "2 clips". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
