import { formatCount, formatDateTime, plural } from '../../format/format';
import type { ImportReportFragment } from '../../generated/graphql';
import { Badge } from '../../ui/badge';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { JobStatusLabel } from './job-status-label';

const MAX_ROWS = 200;

/** What came of each import: what was taken, what was not and why. */
export function ImportReports({ imports }: { readonly imports: readonly ImportReportFragment[] }) {
  if (imports.length === 0) return null;
  return (
    <Panel title="Imports" bodyClassName="divide-y divide-line">
      {imports.map((report, index) => (
        <details key={report.id} open={index === 0 && hasFindings(report)} className="group">
          <summary className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 hover:bg-subtle">
            <JobStatusLabel status={report.status} />
            <span className="min-w-0 truncate font-mono text-sm text-ink-soft">{report.source}</span>
            {report.version && <Badge>version {report.version.number}</Badge>}
            {report.skipped.length > 0 && <Badge tone="warn">{formatCount(report.skipped.length)} skipped</Badge>}
            {report.duplicates.length > 0 && <Badge>{plural(report.duplicates.length, 'duplicate')}</Badge>}
            <span className="ml-auto text-sm text-ink-faint">
              {formatDateTime(report.finishedAt ?? report.createdAt)}
            </span>
          </summary>
          <div className="flex flex-col gap-4 px-4 pt-1 pb-4">
            <ReportBody report={report} />
          </div>
        </details>
      ))}
    </Panel>
  );
}

function hasFindings({ status, skipped, duplicates, notes }: ImportReportFragment): boolean {
  return status === 'FAILED' || skipped.length + duplicates.length + notes.length > 0;
}

function ReportBody({ report }: { readonly report: ImportReportFragment }) {
  const { status, error, filesDone, skipped, duplicates, notes } = report;
  return (
    <>
      {status === 'FAILED' && (
        <Notice tone="bad" title="The import failed">
          {error ?? 'The worker gave no reason; its log has more.'}
        </Notice>
      )}
      <p className="text-ink-soft">
        {plural(filesDone, 'file')} read
        {hasFindings(report) ? '.' : ', and every one was taken as it is.'}
      </p>
      {notes.length > 0 && (
        <ul className="list-disc pl-5 text-ink-soft">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {skipped.length > 0 && (
        <FileTable
          caption="Skipped files"
          columns={['Skipped file', 'Reason', 'Details']}
          rows={skipped.map(({ path, reason, detail }) => [path, reason, detail])}
        />
      )}
      {duplicates.length > 0 && (
        <FileTable
          caption="Duplicates"
          columns={['Duplicate', 'Same recording as']}
          rows={duplicates.map(({ path, sameAs }) => [path, sameAs])}
        />
      )}
    </>
  );
}

function FileTable({
  caption,
  columns,
  rows,
}: {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}) {
  return (
    <div className="rounded-md border border-line">
      <DataTable
        caption={caption}
        className="max-h-72 overflow-y-auto"
        head={columns.map((column) => <HeadCell key={column}>{column}</HeadCell>)}
      >
        {rows.slice(0, MAX_ROWS).map((row) => (
          <tr key={row[0]}>
            {row.map((text, index) => (
              <Cell key={columns[index]} className={index === 0 ? 'font-mono text-sm break-all' : 'text-ink-soft'}>
                {text}
              </Cell>
            ))}
          </tr>
        ))}
      </DataTable>
      {rows.length > MAX_ROWS && (
        <p className="border-t border-line px-4 py-2 text-sm text-ink-faint">
          The first {MAX_ROWS} of {formatCount(rows.length)}.
        </p>
      )}
    </div>
  );
}
