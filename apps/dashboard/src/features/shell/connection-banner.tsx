'use client';
import { useConnectionState } from '../../api/connection';
import { Notice } from '../../ui/notice';

export function ConnectionBanner() {
  const state = useConnectionState();
  if (state === 'online') return null;
  return (
    <div className="px-4 pt-3 lg:px-6">
      <Notice tone="warn" title="No connection to the Voxboard API">
        What you see may be old. Start the API with <code className="font-mono">npm start</code>; the page connects
        again by itself.
      </Notice>
    </div>
  );
}
