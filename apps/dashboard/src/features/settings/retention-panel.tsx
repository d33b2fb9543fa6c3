'use client';
import { Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useMutationResult } from '../../api/use-mutation-result';
import { formatBytes } from '../../format/format';
import { SetProjectRetentionDocument } from '../../generated/graphql';
import { Button, LinkButton } from '../../ui/button';
import { Field, Input } from '../../ui/field';
import { notify } from '../../ui/notify';
import { Panel } from '../../ui/panel';

interface Props {
  readonly slug: string;
  readonly usage: { readonly retentionDays: number; readonly artifactBytes: number; readonly trashBytes: number };
  readonly isReadOnly: boolean;
  readonly onChange: () => void;
}

/** How long something deleted can be brought back. */
export function RetentionPanel({ slug, usage, isReadOnly, onChange }: Props) {
  const [set, isSetting] = useMutationResult(SetProjectRetentionDocument, 'setRetention');
  const [days, setDays] = useState(String(usage.retentionDays));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await set({ input: { projectSlug: slug, days: days === '' ? null : Number(days) } });
    if (outcome.ok) notify('success', 'Saved; it holds for what is deleted from now on.');
    else notify('error', outcome.failure.message);
    onChange();
  };
  return (
    <Panel
      title="Retention"
      hint={`${formatBytes(usage.artifactBytes)} of files, ${formatBytes(usage.trashBytes)} of them deleted`}
      actions={
        <LinkButton size="sm" href={`/p/${slug}/trash`}>
          <Trash2 aria-hidden /> Trash and storage
        </LinkButton>
      }
    >
      <form onSubmit={submit} className="flex flex-wrap items-end gap-3">
        <Field
          label="Days that something deleted can be brought back"
          hint="Then its files are removed for good. Empty: what the installation says."
        >
          {(ids) => (
            <Input
              {...ids}
              type="number"
              min={0}
              max={3650}
              disabled={isReadOnly}
              value={days}
              onChange={(event) => setDays(event.target.value)}
              className="max-w-32"
            />
          )}
        </Field>
        {!isReadOnly && (
          <Button type="submit" disabled={isSetting || days === String(usage.retentionDays)} className="sm:mb-6">
            Save
          </Button>
        )}
      </form>
    </Panel>
  );
}
