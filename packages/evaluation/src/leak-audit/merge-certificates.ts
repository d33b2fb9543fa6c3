import { type AuditCheckResult, type AuditVerdict, type Certificate, InvalidInputError } from '@voxboard/domain';
import { certificateLabels, certificateVerdict } from './audit-run.js';

const MAX_EXAMPLES = 5;
/** Best first: the certificate of many runs is as good as the worst of them. */
const ORDER: readonly AuditVerdict[] = ['NOT_APPLICABLE', 'PASS', 'UNKNOWN', 'FAIL'];

/**
 * One certificate for all runs (folds, seeds) of an experiment: each check has the worst verdict among them, counts are
 * summed. @throws InvalidInputError without certificates, or when they are of different tasks or protocols
 */
export function mergeCertificates(certificates: readonly Certificate[]): Certificate {
  const [first] = certificates;
  if (first === undefined) throw new InvalidInputError('There is no certificate to merge. Audit at least one run.');
  if (certificates.some(({ task, protocol }) => task !== first.task || protocol !== first.protocol)) {
    throw new InvalidInputError('Certificates of different tasks or protocols cannot be merged. Merge per experiment.');
  }
  const checks = first.checks.map(({ check }) =>
    mergeResults(certificates.flatMap((certificate) => certificate.checks.filter((result) => result.check === check))),
  );
  return {
    ...first,
    verdict: certificateVerdict(checks),
    labels: certificateLabels(checks),
    runCount: certificates.reduce((sum, { runCount }) => sum + runCount, 0),
    checks,
  };
}

function mergeResults(results: readonly AuditCheckResult[]): AuditCheckResult {
  const worst = results.reduce((a, b) => (ORDER.indexOf(b.verdict) > ORDER.indexOf(a.verdict) ? b : a));
  const alike = results.filter(({ verdict }) => verdict === worst.verdict);
  const counts = new Map<string, number>();
  for (const result of results) {
    for (const [name, count] of Object.entries(result.counts)) counts.set(name, (counts.get(name) ?? 0) + count);
  }
  const isPartial = alike.length < results.length && worst.verdict !== 'PASS' && worst.verdict !== 'NOT_APPLICABLE';
  return {
    ...worst,
    finding: isPartial ? `In ${alike.length} of ${results.length} runs: ${worst.finding}` : worst.finding,
    counts: Object.fromEntries(counts),
    examples: [...new Set(alike.flatMap(({ examples }) => examples))].slice(0, MAX_EXAMPLES),
  };
}
