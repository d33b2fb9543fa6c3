'use client';
import { connection, useConnectionState } from '../../api/connection';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';

/** Says that what is shown may be old, and why; gone by itself when that is over. */
export function ConnectionBanner() {
  const state = useConnectionState();
  return (
    <div role="status" className={state === 'online' ? undefined : 'px-4 pt-3 lg:px-6'}>
      {state === 'offline' && (
        <Notice
          tone="warn"
          title="No connection to the Voxboard API"
          action={
            <Button size="sm" onClick={() => connection.probeNow()}>
              Try now
            </Button>
          }
        >
          What you see may be old. Check the network, or start the API with <code className="font-mono">npm start</code>
          ; the page connects again by itself.
        </Notice>
      )}
      {state === 'reconnecting' && (
        <Notice title="Live updates are being connected again">
          What you see is as of a moment ago; it goes on by itself.
        </Notice>
      )}
    </div>
  );
}
