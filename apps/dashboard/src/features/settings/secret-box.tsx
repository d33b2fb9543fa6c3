'use client';
import { Button } from '../../ui/button';
import { CopyButton } from '../../ui/copy-button';
import { Notice } from '../../ui/notice';

/** A secret, this once. */
export function SecretBox({
  secret,
  what,
  onDone,
}: {
  readonly secret: string;
  readonly what: 'token' | 'password';
  readonly onDone: () => void;
}) {
  return (
    <div className="flex flex-col gap-3">
      <Notice tone="warn" title={`Copy the ${what} now`}>
        It is kept nowhere: nobody can show it to you again.
      </Notice>
      <div className="flex items-center gap-2 rounded-md border border-line-strong bg-subtle py-1 pr-1 pl-3">
        <code data-testid="secret" className="min-w-0 flex-1 font-mono text-sm break-all select-all">
          {secret}
        </code>
        <CopyButton text={secret} label={`Copy the ${what}`} />
      </div>
      <Button variant="primary" onClick={onDone} className="self-end">
        Done
      </Button>
    </div>
  );
}
