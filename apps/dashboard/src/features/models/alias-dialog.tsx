'use client';
import { X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { type MutationFailure, useMutationResult } from '../../api/use-mutation-result';
import { type ModelVersionLineFragment, SetModelAliasDocument } from '../../generated/graphql';
import { Badge } from '../../ui/badge';
import { Button, IconButton } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Field, Input } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { notify } from '../../ui/notify';

/** Points an alias at a version, or takes one away. */
export function AliasDialog({
  modelId,
  version,
  onClose,
}: {
  readonly modelId: string;
  readonly version: ModelVersionLineFragment;
  readonly onClose: () => void;
}) {
  const [alias, setAlias] = useState('');
  const [reason, setReason] = useState('');
  const [overrideReason, setOverrideReason] = useState('');
  const [failure, setFailure] = useState<MutationFailure | null>(null);
  const [setModelAlias, isBusy] = useMutationResult(SetModelAliasDocument, 'setModelAlias');
  const isRefused = failure?.code === 'PROMOTION_REFUSED';
  const move = async (name: string, versionId: string | null) => {
    const outcome = await setModelAlias({
      input: { modelId, alias: name, versionId, reason, overrideReason: overrideReason.trim() || null },
    });
    if (!outcome.ok) {
      setFailure(outcome.failure);
      return;
    }
    notify('success', versionId === null ? `${name} is taken away` : `${name} points at version ${version.number}`);
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void move(alias.trim(), version.id);
  };
  const isOfAlias = failure?.path.includes('alias') ?? false;
  return (
    <Dialog
      title={`Aliases of version ${version.number}`}
      description="Programs that ask for the alias get this version from now on."
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <form onSubmit={submit} className="flex flex-col gap-3">
        {version.aliasNames.length > 0 && (
          <ul className="flex flex-wrap gap-2">
            {version.aliasNames.map((name) => (
              <li key={name} className="flex items-center gap-0.5">
                <Badge tone="accent">{name}</Badge>
                <IconButton label={`Take ${name} away`} disabled={isBusy} onClick={() => move(name, null)}>
                  <X />
                </IconButton>
              </li>
            ))}
          </ul>
        )}
        <Field
          label="Alias"
          hint="production, champion, challenger, or any lower-case name"
          error={isOfAlias ? failure?.message : null}
        >
          {(ids) => (
            <Input {...ids} required autoFocus value={alias} onChange={(event) => setAlias(event.target.value)} />
          )}
        </Field>
        <Field label="Why" hint="kept in the history">
          {(ids) => <Input {...ids} value={reason} onChange={(event) => setReason(event.target.value)} />}
        </Field>
        {failure && !isOfAlias && <Notice tone="bad">{failure.message}</Notice>}
        {isRefused && (
          <Field label="Why all the same" hint="kept in the history">
            {(ids) => (
              <Input
                {...ids}
                required
                value={overrideReason}
                onChange={(event) => setOverrideReason(event.target.value)}
              />
            )}
          </Field>
        )}
        <Button type="submit" variant="primary" disabled={isBusy} className="self-end">
          Point at version {version.number}
        </Button>
      </form>
    </Dialog>
  );
}
