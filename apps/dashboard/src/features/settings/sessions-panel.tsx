'use client';
import { useMutationResult } from '../../api/use-mutation-result';
import { formatDateTime } from '../../format/format';
import { EndSessionsDocument, type SettingsPageQuery } from '../../generated/graphql';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { notify } from '../../ui/notify';
import { Panel } from '../../ui/panel';
import { browserName } from './browser-name';

type Session = SettingsPageQuery['viewer']['sessions'][number];

/** Browsers that one is signed in with. */
export function SessionsPanel({
  sessions,
  onChange,
}: {
  readonly sessions: readonly Session[];
  readonly onChange: () => void;
}) {
  const [end, isEnding] = useMutationResult(EndSessionsDocument, 'endSessions');
  const sign = async (id: string | null) => {
    const outcome = await end({ input: { id } });
    if (!outcome.ok) notify('error', outcome.failure.message);
    onChange();
  };
  return (
    <Panel
      title="Signed in"
      bodyClassName=""
      actions={
        sessions.length > 1 && (
          <Button size="sm" disabled={isEnding} onClick={() => sign(null)}>
            Sign out everywhere else
          </Button>
        )
      }
    >
      <ul className="divide-y divide-line">
        {sessions.map((session) => (
          <li key={session.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
            <span className="min-w-0 flex-1 basis-56">
              <span className="flex items-center gap-2 font-medium">
                {browserName(session.userAgent)}
                {session.isCurrent && <Badge tone="good">this browser</Badge>}
              </span>
              <span className="block text-sm text-ink-faint">
                from {session.address || 'an unknown address'} since {formatDateTime(session.createdAt)}, last seen{' '}
                {formatDateTime(session.lastSeenAt)}
              </span>
            </span>
            {!session.isCurrent && (
              <Button size="sm" disabled={isEnding} onClick={() => sign(session.id)}>
                Sign out
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
