import { Field, Int, ObjectType } from 'type-graphql';
import { JobStatusEnum } from '../shared/enums.js';
import { Node } from '../shared/node.type.js';
import { DateTime } from '../shared/scalars.js';

@ObjectType({ simpleResolvers: true, description: 'A file that an import left out.' })
export class SkippedFile {
  @Field(() => String, { description: 'Path inside the corpus.' })
  path!: string;

  @Field(() => String, { description: 'Stable name of the reason.' })
  reason!: string;

  @Field(() => String, { description: 'The reason in words.' })
  detail!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A file whose bytes another file of the corpus has too.' })
export class DuplicateFile {
  @Field(() => String, { description: 'Path inside the corpus.' })
  path!: string;

  @Field(() => String, { description: 'Path of the file that was kept.' })
  sameAs!: string;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'One import of a corpus: its progress and its report.',
})
export class DatasetImport extends Node {
  @Field(() => JobStatusEnum, { description: 'Where the import is.' })
  status!: keyof typeof JobStatusEnum;

  @Field(() => String, { description: 'How the corpus is laid out: "ravdess" or "manifest".' })
  format!: string;

  @Field(() => String, { description: 'Folder or zip it was read from, as the worker sees it.' })
  source!: string;

  @Field(() => Int, { description: 'Files looked at so far.' })
  filesDone!: number;

  @Field(() => Int, { nullable: true, description: 'Files in all; null until they are counted.' })
  filesTotal!: number | null;

  @Field(() => String, { nullable: true, description: 'Why it failed; null unless it did.' })
  error!: string | null;

  @Field(() => DateTime, { description: 'When it was asked for.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it ended; null until then.' })
  finishedAt!: Date | null;
}
