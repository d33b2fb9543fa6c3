import { formatDateTime, plural } from '../../format/format';
import type { CertificateFigureFragment } from '../../generated/graphql';
import { Badge } from '../../ui/badge';
import { CopyButton } from '../../ui/copy-button';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { AuditBadge } from './audit-badge';
import { questionOf, STATUS_WORDS, toneOf, VERDICT_WORDS, worstFirst } from './audit-words';

type Check = CertificateFigureFragment['checks'][number];

/** Every check in plain words, what was found, and what to do about it. */
export function CertificatePanel({
  certificate,
  command,
}: {
  readonly certificate: CertificateFigureFragment;
  /** Verifies it; null where there is none for the whole. */
  readonly command: string | null;
}) {
  const { status, labels, contradictions, runCount, uncertifiedRunCount } = certificate;
  return (
    <Panel
      title="Leak audit"
      hint={
        <>
          {plural(runCount, 'run')} under {certificate.protocol}
          {uncertifiedRunCount > 0 && `, ${uncertifiedRunCount} more could not be audited`}
        </>
      }
      actions={
        <>
          {labels.map((label) => (
            <Badge key={label} tone="warn" title="Allowed, but to be printed beside the score">
              {label.toLowerCase()}
            </Badge>
          ))}
          <AuditBadge status={status} />
        </>
      }
      bodyClassName=""
    >
      <p className="px-4 pt-3 pb-1 font-medium">{STATUS_WORDS[status].meaning}</p>
      {contradictions.length > 0 && (
        <Notice tone="bad" title="What is stored contradicts itself" className="mx-4 my-2">
          <ul>
            {contradictions.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Notice>
      )}
      <ul className="divide-y divide-line">
        {worstFirst(certificate.checks).map((check) => (
          <CheckRow key={check.name} check={check} />
        ))}
      </ul>
      <Fingerprint certificate={certificate} command={command} />
    </Panel>
  );
}

function CheckRow({ check }: { readonly check: Check }) {
  const { name, finding, remedy, examples, verdict } = check;
  return (
    <li className="grid break-inside-avoid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-3 px-4 py-2 sm:grid-cols-[5rem_minmax(0,1fr)_minmax(0,1.2fr)]">
      <span>
        <Badge tone={toneOf(check)}>{VERDICT_WORDS[verdict].name}</Badge>
      </span>
      <span className="min-w-0">
        {questionOf(name)} <span className="font-mono text-xs whitespace-nowrap text-ink-faint">{name}</span>
      </span>
      <div className="col-start-2 min-w-0 text-ink-soft sm:col-start-3">
        <p>{finding}</p>
        {remedy !== null && <p className="text-ink">{remedy}</p>}
        {examples.length > 0 && <p className="text-sm break-words text-ink-faint">{examples.join('; ')}</p>}
      </div>
    </li>
  );
}

/** What to quote, and how anybody can do it again. */
function Fingerprint({
  certificate: { hash, issuedAt, parts },
  command,
}: {
  readonly certificate: CertificateFigureFragment;
  readonly command: string | null;
}) {
  return (
    <footer className="flex flex-col gap-2 border-t border-line px-4 py-3 text-sm text-ink-faint">
      <p className="break-all">
        Certificate <code className="font-mono text-ink-soft">{hash}</code>, issued {formatDateTime(issuedAt)}
      </p>
      {command !== null && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span>Verify it from the stored data:</span>
          <code className="rounded-sm bg-subtle px-1.5 py-0.5 font-mono break-all text-ink">{command}</code>
          <span className="print:hidden">
            <CopyButton label="Copy the command" text={command} />
          </span>
        </div>
      )}
      {parts.length > 0 && (
        <details className="print:hidden">
          <summary className="cursor-pointer hover:text-ink">What exactly was checked</summary>
          <dl className="mt-1.5 grid gap-x-4 gap-y-0.5 sm:grid-cols-[8rem_minmax(0,1fr)]">
            {parts.map(({ part, sha256 }) => (
              <div key={part} className="contents">
                <dt>{part}</dt>
                <dd className="font-mono text-xs break-all text-ink-soft">{sha256}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </footer>
  );
}
