import { RunTagsRepository } from '@voxboard/db';
import { InvalidInputError } from '@voxboard/domain';
import { z } from 'zod';
import type { Readers } from '../../readers.js';
import type { IdempotencyService } from '../shared/idempotency.service.js';
import { requireListSize } from '../shared/list-size.js';
import { asUuid, parseInput } from '../shared/parse-input.js';
import { TagsSchema } from '../shared/text-schemas.js';
import { type TagChange, type TagRunsInput, TagRunsSuccess } from './run-tags.type.js';

const TagListSchema = z.array(z.string());
const ReplySchema = z.object({
  changed: z.array(z.object({ runId: z.string(), tags: TagListSchema, before: TagListSchema })),
});
type Changed = z.infer<typeof ReplySchema>['changed'];

/** Tags of many runs at once. */
export class RunTagsService {
  constructor(
    private readonly readers: Readers,
    private readonly idempotency: IdempotencyService,
  ) {}

  /** @throws InvalidInputError */
  async change({ runIds, idempotencyKey: key, ...input }: TagRunsInput): Promise<TagRunsSuccess> {
    requireListSize(runIds, 'runIds');
    const add = parseInput(TagsSchema, input.add, ['add']);
    const remove = parseInput(TagsSchema, input.remove, ['remove']);
    const both = add.find((tag) => remove.includes(tag));
    if (both !== undefined) {
      throw new InvalidInputError(`"${both}" is to be put on and taken off. Name it once.`, { path: ['remove'] });
    }
    const ids = [...new Set(runIds.flatMap((id) => asUuid(id) ?? []))];
    const { changed } = await this.idempotency.once(
      { key, operation: 'tagRuns', input: { ids, add, remove } },
      ReplySchema,
      async (tx) => ({
        changed: (await new RunTagsRepository(tx).change(ids, add, remove)).map(({ runId, tags, before }) => ({
          runId,
          tags: [...tags],
          before: [...before],
        })),
      }),
    );
    const runs = await this.readers.run.byIds(changed.map(({ runId }) => runId));
    return new TagRunsSuccess(
      runs.filter((run) => run !== null),
      undoOf(changed),
    );
  }
}

/** One step for all runs that lost and gained the same tags. */
function undoOf(changed: Changed): TagChange[] {
  const steps = new Map<string, TagChange>();
  for (const { runId, tags, before } of changed) {
    const add = before.filter((tag) => !tags.includes(tag));
    const remove = tags.filter((tag) => !before.includes(tag));
    const key = JSON.stringify([add, remove]);
    const step = steps.get(key) ?? { runIds: [], add, remove };
    step.runIds.push(runId);
    steps.set(key, step);
  }
  return [...steps.values()];
}
