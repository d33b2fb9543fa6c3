import type { AuditCheckResult, AuditVerdict, Certificate, CertificateVerdict } from '@voxboard/domain';

const HEADLINES: Readonly<Record<CertificateVerdict, string>> = {
  CLEAN: 'no leak found',
  LEAKY: 'the test clips helped to make this model; its score says too much',
  UNPROVEN: 'no leak found, but evidence is missing',
};

const WORDS: Readonly<Record<AuditVerdict, string>> = {
  FAIL: 'FAIL',
  UNKNOWN: '?',
  PASS: 'pass',
  NOT_APPLICABLE: 'n/a',
};
const WORST_FIRST: readonly AuditVerdict[] = ['FAIL', 'UNKNOWN', 'PASS', 'NOT_APPLICABLE'];

/** The certificate as lines for people: verdict first, then checks, worst first, each with what to do about it. */
export function describeCertificate(certificate: Certificate): string {
  const { verdict, task, protocol, runCount, labels, checks } = certificate;
  const runs = runCount === 1 ? '1 run' : `${runCount} runs`;
  const head = [`${verdict}: ${HEADLINES[verdict]}`, `${task} under ${protocol}, ${runs}${labelText(labels)}`];
  const sorted = WORST_FIRST.flatMap((wanted) => checks.filter((check) => check.verdict === wanted));
  return [...head, '', ...sorted.flatMap(linesOf)].join('\n');
}

function labelText(labels: readonly string[]): string {
  return labels.length === 0 ? '' : `, to be labelled ${labels.join(', ')}`;
}

function linesOf({ check, severity, verdict, finding, remedy, examples }: AuditCheckResult): string[] {
  const kind = verdict === 'FAIL' ? ` [${severity.toLowerCase()}]` : '';
  const lines = [`${WORDS[verdict].padEnd(4)}  ${check.padEnd(18)}  ${finding}${kind}`];
  if (examples.length > 0) lines.push(`      for example: ${examples.join('; ')}`);
  if (remedy !== null) lines.push(`      remedy: ${remedy}`);
  return lines;
}
