import { createClient } from '@voxboard/graphql-client';
import { auditRun } from '../audit/audit-run.js';
import { CertificateBrokenError } from '../audit/certificate-broken.error.js';
import { describeAudit } from '../audit/describe-audit.js';
import type { RegisterCommand } from '../command.js';
import { apiToken, apiUrl } from '../environment.js';

interface AuditCommandOptions {
  readonly url?: string;
  readonly json?: boolean;
  readonly expect?: string;
}

/** `voxboard audit RUN`: audits a run again on this machine and compares with its certificate. */
export const registerAudit: RegisterCommand = (program, { output }) => {
  program
    .command('audit')
    .summary("verify a run's leak certificate from the stored data")
    .description(
      'Download what is stored of a finished run (clips, split, evidence, predictions, scores), compute its hashes, ' +
        'scores and leak checks here, and compare with its certificate. Ends with 1 and names it when anything differs.',
    )
    .argument('<run>', "the run's id")
    .option('--url <url>', 'GraphQL endpoint (default: VOXBOARD_URL, or http://127.0.0.1:4000/graphql)')
    .option(
      '--expect <hash>',
      "the certificate's hash as you noted it: fails when the run has another certificate by now",
    )
    .option('--json', 'print the result as JSON')
    .action(async (runId: string, { url, json, expect }: AuditCommandOptions) => {
      const audited = await auditRun(createClient({ url: url ?? apiUrl(), ...apiToken() }), runId, expect ?? null);
      output.result(json === true ? JSON.stringify(audited, null, 2) : describeAudit(audited));
      if (!audited.holds) throw new CertificateBrokenError(runId, audited.problems.length);
    });
};
