/** What a board needs to know of an experiment's leak audit. */
export interface CertificateFacts {
  readonly verdict: 'CLEAN' | 'UNPROVEN' | 'LEAKY' | 'UNVERIFIED';
  /** Whether unlabelled clips of test speakers were used: allowed, but ranked apart. */
  readonly isTransductive: boolean;
}

/** Says what was audited; experiments it does not name are unverified. */
export type CertificateSource = (experimentIds: readonly string[]) => Promise<ReadonlyMap<string, CertificateFacts>>;
