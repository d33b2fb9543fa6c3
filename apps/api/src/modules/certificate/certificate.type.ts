import { AUDIT_STATUSES, AuditSeveritySchema, AuditVerdictSchema } from '@voxboard/domain';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { TaskEnum } from '../shared/enums.js';
import { DateTime, Json } from '../shared/scalars.js';

const keyed = <T extends string>(names: readonly T[]) =>
  Object.fromEntries(names.map((name) => [name, name])) as { readonly [Name in T]: Name };

export const AuditStatusEnum = keyed(AUDIT_STATUSES);
export const AuditVerdictEnum = keyed(AuditVerdictSchema.options);
export const AuditSeverityEnum = keyed(AuditSeveritySchema.options);

registerEnumType(AuditStatusEnum, {
  name: 'AuditStatus',
  description: 'What the leak audit lets be said of a result.',
  valuesConfig: {
    CLEAN: { description: 'No leak was found, and everything that would show one was recorded.' },
    LEAKY: { description: 'The test clips helped to make the model: its score says too much.' },
    UNPROVEN: { description: 'No leak was found, but evidence is missing or contradicts itself.' },
    UNVERIFIED: { description: 'Nobody stated how it was made: nothing could be audited.' },
  },
});
registerEnumType(AuditVerdictEnum, {
  name: 'AuditVerdict',
  description: 'What one check of the leak audit found.',
  valuesConfig: {
    PASS: { description: 'Looked for and not found.' },
    FAIL: { description: 'Found.' },
    NOT_APPLICABLE: { description: 'It cannot happen here.' },
    UNKNOWN: { description: 'The evidence that would decide was not recorded.' },
  },
});
registerEnumType(AuditSeverityEnum, {
  name: 'AuditSeverity',
  description: 'What it means when a check fails.',
  valuesConfig: {
    LEAK: { description: 'The score says too much.' },
    LABEL: { description: 'Allowed, but the score must carry the label.' },
    CAVEAT: { description: "The fold's own score does not speak for everybody." },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A number that a check counted.' })
export class AuditCount {
  @Field(() => String, { description: 'What was counted.' })
  name!: string;

  @Field(() => Int, { description: 'How many.' })
  count!: number;
}

@ObjectType({ simpleResolvers: true, description: 'One way in which a run can fool its reader, looked for.' })
export class AuditCheck {
  @Field(() => String, { description: 'Name of the check, for example `same-clip`.' })
  name!: string;

  @Field(() => AuditSeverityEnum, { description: 'What it means when it fails.' })
  severity!: keyof typeof AuditSeverityEnum;

  @Field(() => AuditVerdictEnum, { description: 'What it found.' })
  verdict!: keyof typeof AuditVerdictEnum;

  @Field(() => String, { description: 'The finding in one sentence.' })
  finding!: string;

  @Field(() => String, { nullable: true, description: 'What to do about it; null where there is nothing to do.' })
  remedy!: string | null;

  @Field(() => [AuditCount], { description: 'How much was looked at and how much was found.' })
  counts!: AuditCount[];

  @Field(() => [String], { description: 'A few of the things found.' })
  examples!: string[];
}

@ObjectType({ simpleResolvers: true, description: 'A part of the stored data that a certificate speaks of.' })
export class CertifiedPart {
  @Field(() => String, { description: 'Which part, for example `predictions`.' })
  part!: string;

  @Field(() => String, { description: 'SHA-256 of its canonical text when it was audited.' })
  sha256!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: "The leak audit's statement about a run, or about all finished runs of an experiment together.",
})
export class Certificate {
  @Field(() => AuditStatusEnum, { description: 'The whole in one word; that of an experiment is its worst run’s.' })
  status!: keyof typeof AuditStatusEnum;

  @Field(() => TaskEnum, { description: 'What the model predicts.' })
  task!: keyof typeof TaskEnum;

  @Field(() => String, { description: 'Protocol that the run claims, by name.' })
  protocol!: string;

  @Field(() => [String], { description: 'What must be printed beside the score, for example TRANSDUCTIVE.' })
  labels!: string[];

  @Field(() => Int, { description: 'Runs it speaks of.' })
  runCount!: number;

  @Field(() => Int, { description: 'Finished runs that could not be audited; 0 on the certificate of a run.' })
  uncertifiedRunCount!: number;

  @Field(() => [AuditCheck], { description: 'Every check, in the order of print.' })
  checks!: AuditCheck[];

  @Field(() => [String], {
    description: 'Where what is stored contradicted itself when it was audited; none in sound runs.',
  })
  contradictions!: string[];

  @Field(() => [CertifiedPart], { description: 'Exactly what was checked; empty on the certificate of an experiment.' })
  parts!: CertifiedPart[];

  @Field(() => String, {
    description: "SHA-256 of the certificate: of its document's canonical JSON, or over the hashes of its runs.",
  })
  hash!: string;

  @Field(() => DateTime, { description: 'When it was issued; that of an experiment, when its newest run was audited.' })
  issuedAt!: Date;

  @Field(() => String, { description: 'The certificate as lines for people, worst findings first.' })
  description!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A part of what a certificate is made from, as stored now.' })
export class AuditRecordPart extends CertifiedPart {
  @Field(() => String, { description: 'Canonical JSON: what the SHA-256 is of. docs/evaluation.md describes it.' })
  text!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'All that is needed to audit a run again and to compare with its certificate: `voxboard audit` does.',
})
export class AuditRecord {
  @Field(() => ID, { description: 'The run.' })
  runId!: string;

  @Field(() => [AuditRecordPart], { description: 'What is stored of it now, part by part.' })
  parts!: AuditRecordPart[];

  @Field(() => Json, { nullable: true, description: 'The certificate as stored; null when none was issued.' })
  document!: unknown;

  @Field(() => String, { nullable: true, description: "The certificate's hash as stored; null when none was issued." })
  hash!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The verdict that lists and boards go by; null without a certificate.',
  })
  verdict!: string | null;

  @Field(() => [String], { description: 'The labels that lists and boards go by; none without a certificate.' })
  labels!: string[];

  @Field(() => DateTime, { nullable: true, description: 'When it was issued; null when none was.' })
  issuedAt!: Date | null;
}
