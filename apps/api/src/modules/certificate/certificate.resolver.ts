import type { ExperimentRow, RunRow } from '@voxboard/db';
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { Experiment } from '../experiment/experiment.type.js';
import { Run } from '../run/run.type.js';
import { asResult } from '../shared/mutation-result.js';
import { InvalidInputError, NotFoundError } from '../shared/user-error.type.js';
import { AuditRecord, AuditStatusEnum, Certificate } from './certificate.type.js';
import { UploadRunEvidenceInput } from './evidence.input.js';
import { UploadRunEvidenceResult, UploadRunEvidenceSuccess } from './evidence.result.js';

type Status = keyof typeof AuditStatusEnum;

@Resolver(() => Run)
export class RunCertificateResolver {
  @FieldResolver(() => Certificate, {
    nullable: true,
    description: "The leak audit's certificate; null while it has not finished and where nothing could be audited.",
  })
  async certificate(@Root() run: RunRow, @Ctx() { loaders }: ApiContext): Promise<Certificate | null> {
    return run.status === 'FINISHED' ? loaders.certificateOfRun.load(run.id) : null;
  }

  @FieldResolver(() => AuditStatusEnum, {
    nullable: true,
    description: 'The leak audit in one word; null until the run has finished.',
  })
  async auditStatus(@Root() run: RunRow, @Ctx() { loaders }: ApiContext): Promise<Status | null> {
    if (run.status !== 'FINISHED') return null;
    return (await loaders.certificateOfRun.load(run.id))?.status ?? 'UNVERIFIED';
  }
}

@Resolver(() => Experiment)
export class ExperimentCertificateResolver {
  @FieldResolver(() => Certificate, {
    nullable: true,
    description: 'The certificates of its finished runs as one; null where none of them could be audited.',
  })
  certificate(@Root() row: ExperimentRow, @Ctx() { loaders }: ApiContext): Promise<Certificate | null> {
    return loaders.certificateOfExperiment.load(row.id);
  }

  @FieldResolver(() => AuditStatusEnum, {
    description: 'The leak audit in one word: as good as its worst finished run.',
  })
  async auditStatus(@Root() row: ExperimentRow, @Ctx() { loaders }: ApiContext): Promise<Status> {
    return (await loaders.certificateOfExperiment.load(row.id))?.status ?? 'UNVERIFIED';
  }
}

@Resolver()
export class AuditResolver {
  @Access('VIEWER')
  @Query(() => AuditRecord, {
    description:
      'All that is needed to audit a finished run again. Megabytes for a large run: read it for one run at a time.',
  })
  auditRecord(
    @Arg('runId', () => ID, { description: 'The run.' }) runId: string,
    @Ctx() { services }: ApiContext,
  ): Promise<AuditRecord> {
    return services.certificate.record(runId);
  }

  @Access('EDITOR', { isLogging: true })
  @Mutation(() => UploadRunEvidenceResult, {
    description:
      'States how a run that a script trained was made: which clips were in which part, what scaling was fitted on, what decisions looked at. It is then audited like any other; saying it again replaces it.',
  })
  uploadRunEvidence(
    @Arg('input', () => UploadRunEvidenceInput, { description: 'The statement.' }) input: UploadRunEvidenceInput,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new UploadRunEvidenceSuccess(await services.evidence.upload(input)),
      InvalidInputError,
      NotFoundError,
    );
  }
}
