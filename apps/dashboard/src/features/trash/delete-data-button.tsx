'use client';
import { Trash2 } from 'lucide-react';
import { usePathname, useRouter } from 'next/navigation';
import { useState } from 'react';
import { useMutationResult } from '../../api/use-mutation-result';
import { DeleteDatasetDocument, DeleteFeatureSetDocument } from '../../generated/graphql';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Notice } from '../../ui/notice';
import { notify } from '../../ui/notify';
import { useRestore } from './use-restore';

interface Props {
  readonly kind: 'FEATURE_SET' | 'DATASET';
  readonly id: string;
  readonly name: string;
  /** Where to go once it is deleted. */
  readonly leaveTo: string;
}

const WORDS = {
  FEATURE_SET: {
    title: 'Delete this feature set?',
    what: 'It disappears at once, and can be brought back from the trash until its time is up. Refused while an experiment learns from it.',
  },
  DATASET: {
    title: 'Delete this dataset?',
    what: 'All its versions, recordings and features disappear at once, and can be brought back from the trash until their time is up. Refused while an experiment learns from it.',
  },
} as const;

/** Deletes data with a way back; says who still needs it when it is refused. */
export function DeleteDataButton(props: Props) {
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <Button variant="danger" onClick={() => setIsAsking(true)}>
        <Trash2 aria-hidden /> Delete
      </Button>
      {isAsking && <DeleteDialog {...props} onClose={() => setIsAsking(false)} />}
    </>
  );
}

function DeleteDialog({ kind, id, name, leaveTo, onClose }: Props & { readonly onClose: () => void }) {
  const router = useRouter();
  const here = usePathname();
  const [deleteSet, isDeletingSet] = useMutationResult(DeleteFeatureSetDocument, 'deleteFeatureSet');
  const [deleteDataset, isDeletingDataset] = useMutationResult(DeleteDatasetDocument, 'deleteDataset');
  const [restore] = useRestore();
  const [refusal, setRefusal] = useState<string | null>(null);
  const confirm = async () => {
    const outcome =
      kind === 'DATASET'
        ? await deleteDataset({ input: { datasetId: id } })
        : await deleteSet({ input: { featureSetId: id } });
    if (!outcome.ok) return setRefusal(outcome.failure.message);
    onClose();
    const undo = async () => {
      await restore({ kind, id, name });
      router.push(here);
    };
    notify('success', `${name} is deleted.`, { label: 'Undo', onClick: () => void undo() });
    router.push(leaveTo);
  };
  return (
    <Dialog
      title={WORDS[kind].title}
      description={WORDS[kind].what}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <div className="flex flex-col gap-4">
        {refusal && <Notice tone="bad">{refusal}</Notice>}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Keep it</Button>
          <Button variant="danger" disabled={isDeletingSet || isDeletingDataset} onClick={() => void confirm()}>
            <Trash2 aria-hidden /> Delete
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
