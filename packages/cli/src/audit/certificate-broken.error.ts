import { DomainError } from '@voxboard/domain';

/** Thrown when a run's data are not those that its certificate was issued for; what differs was printed. */
export class CertificateBrokenError extends DomainError {
  readonly code = 'CERTIFICATE_BROKEN';
  constructor(runId: string, problemCount: number) {
    const problems = problemCount === 1 ? '1 problem' : `${problemCount} problems`;
    super(
      `The certificate of run ${runId} does not hold: ${problems}. Do not quote its score before they are explained.`,
    );
  }
}
