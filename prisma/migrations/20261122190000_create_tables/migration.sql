-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "task" AS ENUM ('EMOTION', 'GENDER', 'SPEAKER');

-- CreateEnum
CREATE TYPE "split" AS ENUM ('TRAIN', 'VALIDATION', 'TEST');

-- CreateEnum
CREATE TYPE "run_status" AS ENUM ('QUEUED', 'RUNNING', 'FINISHED', 'FAILED', 'CANCELED');

-- CreateEnum
CREATE TYPE "job_status" AS ENUM ('QUEUED', 'RUNNING', 'READY', 'FAILED');

-- CreateEnum
CREATE TYPE "run_source" AS ENUM ('LAUNCHED', 'EXTERNAL');

-- CreateTable
CREATE TABLE "project" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "project_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dataset" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dataset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dataset_version" (
    "id" UUID NOT NULL,
    "dataset_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "content_hash" CHAR(64) NOT NULL,
    "clip_count" INTEGER NOT NULL,
    "speaker_count" INTEGER NOT NULL,
    "total_duration_sec" DOUBLE PRECISION NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dataset_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dataset_import" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "dataset_id" UUID NOT NULL,
    "format" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "status" "job_status" NOT NULL DEFAULT 'QUEUED',
    "files_done" INTEGER NOT NULL DEFAULT 0,
    "files_total" INTEGER,
    "report" JSONB,
    "error" TEXT,
    "version_id" UUID,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "heartbeat_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "dataset_import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "clip" (
    "id" UUID NOT NULL,
    "dataset_version_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "path" TEXT NOT NULL,
    "sha256" CHAR(64) NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "duration_sec" DOUBLE PRECISION NOT NULL,
    "sample_rate_hz" INTEGER NOT NULL,
    "channel_count" INTEGER NOT NULL,
    "speaker" TEXT NOT NULL,
    "gender" TEXT,
    "emotion" TEXT,
    "intensity" TEXT,
    "statement" TEXT,
    "repetition" INTEGER,

    CONSTRAINT "clip_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "feature_set" (
    "id" UUID NOT NULL,
    "dataset_version_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "recipe" JSONB NOT NULL,
    "recipe_hash" CHAR(64) NOT NULL,
    "status" "job_status" NOT NULL DEFAULT 'QUEUED',
    "clips_done" INTEGER NOT NULL DEFAULT 0,
    "clips_total" INTEGER NOT NULL,
    "rows_per_clip" INTEGER NOT NULL,
    "row_shape" INTEGER[],
    "column_names" TEXT[],
    "matrix_sha256" CHAR(64),
    "failures" JSONB NOT NULL DEFAULT '[]',
    "error" TEXT,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "heartbeat_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "feature_set_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "split_plan" (
    "id" UUID NOT NULL,
    "dataset_version_id" UUID NOT NULL,
    "task" "task" NOT NULL,
    "protocol" JSONB NOT NULL,
    "protocol_name" TEXT NOT NULL,
    "protocol_hash" CHAR(64) NOT NULL,
    "seed" INTEGER NOT NULL,
    "rows_per_clip" INTEGER NOT NULL,
    "fold_count" INTEGER NOT NULL,
    "folds" JSONB NOT NULL,
    "split_hash" CHAR(64) NOT NULL,
    "balance" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "split_plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "architecture" (
    "id" UUID NOT NULL,
    "project_id" UUID,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "spec" JSONB NOT NULL,
    "spec_hash" CHAR(64) NOT NULL,
    "input_kind" TEXT NOT NULL,
    "parameter_count" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "architecture_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "experiment" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "source" "run_source" NOT NULL DEFAULT 'LAUNCHED',
    "task" "task",
    "feature_set_id" UUID,
    "architecture_id" UUID,
    "protocol" JSONB,
    "protocol_name" TEXT,
    "protocol_hash" CHAR(64),
    "hyperparameters" JSONB,
    "config_hash" CHAR(64),
    "planned_folds" INTEGER NOT NULL DEFAULT 0,
    "planned_seeds" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "notes" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "experiment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "experiment_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "source" "run_source" NOT NULL DEFAULT 'LAUNCHED',
    "status" "run_status" NOT NULL DEFAULT 'QUEUED',
    "seed" INTEGER,
    "fold_index" INTEGER,
    "split_plan_id" UUID,
    "params" JSONB NOT NULL DEFAULT '{}',
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "notes" TEXT NOT NULL DEFAULT '',
    "backend" JSONB,
    "parameter_count" INTEGER,
    "epochs_done" INTEGER NOT NULL DEFAULT 0,
    "epoch_count" INTEGER,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "worker_id" UUID,
    "cancel_requested_at" TIMESTAMPTZ(3),
    "heartbeat_at" TIMESTAMPTZ(3),
    "error_code" TEXT,
    "error_message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "launch_request" (
    "id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "priority" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "max_attempts" INTEGER NOT NULL DEFAULT 3,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "claimed_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),

    CONSTRAINT "launch_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "worker" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "backend" JSONB,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "heartbeat_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "stopped_at" TIMESTAMPTZ(3),

    CONSTRAINT "worker_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "confusion_matrix" (
    "run_id" UUID NOT NULL,
    "split" "split" NOT NULL,
    "labels" TEXT[],
    "counts" INTEGER[],
    "classes" JSONB NOT NULL,

    CONSTRAINT "confusion_matrix_pkey" PRIMARY KEY ("run_id","split")
);

-- CreateTable
CREATE TABLE "prediction" (
    "run_id" UUID NOT NULL,
    "split" "split" NOT NULL,
    "clip_position" INTEGER NOT NULL,
    "augmentation" INTEGER NOT NULL DEFAULT 0,
    "actual" INTEGER NOT NULL,
    "predicted" INTEGER NOT NULL,
    "probabilities" REAL[],

    CONSTRAINT "prediction_pkey" PRIMARY KEY ("run_id","split","clip_position","augmentation")
);

-- CreateTable
CREATE TABLE "artifact" (
    "id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "sha256" CHAR(64) NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "media_type" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "artifact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_log_line" (
    "run_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "line" TEXT NOT NULL,
    "logged_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "run_log_line_pkey" PRIMARY KEY ("run_id","number")
);

-- CreateTable
CREATE TABLE "metric_series" (
    "id" SERIAL NOT NULL,
    "project_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "split" "split" NOT NULL,
    "last_step" INTEGER,
    "small_segs" INTEGER NOT NULL DEFAULT 0,
    "tail_steps" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "tail_ts" BIGINT[] DEFAULT ARRAY[]::BIGINT[],
    "tail_values" DOUBLE PRECISION[] DEFAULT ARRAY[]::DOUBLE PRECISION[],

    CONSTRAINT "metric_series_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "metric_summary" (
    "series_id" INTEGER NOT NULL,
    "project_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "split" "split" NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 0,
    "first_step" INTEGER,
    "first_value" DOUBLE PRECISION,
    "last_step" INTEGER,
    "last_value" DOUBLE PRECISION,
    "last_ts" BIGINT,
    "min_value" DOUBLE PRECISION,
    "min_step" INTEGER,
    "max_value" DOUBLE PRECISION,
    "max_step" INTEGER,
    "final_last" DOUBLE PRECISION,
    "final_min" DOUBLE PRECISION,
    "final_max" DOUBLE PRECISION,

    CONSTRAINT "metric_summary_pkey" PRIMARY KEY ("series_id")
);

-- CreateTable
CREATE TABLE "metric_segment" (
    "series_id" INTEGER NOT NULL,
    "first_step" INTEGER NOT NULL,
    "last_step" INTEGER NOT NULL,
    "n" INTEGER NOT NULL,
    "stride" INTEGER NOT NULL,
    "ts0" BIGINT NOT NULL,
    "ts_stride" INTEGER NOT NULL,
    "min_value" DOUBLE PRECISION,
    "min_step" INTEGER,
    "max_value" DOUBLE PRECISION,
    "max_step" INTEGER,
    "first_value" DOUBLE PRECISION NOT NULL,
    "last_value" DOUBLE PRECISION NOT NULL,
    "last_ts" BIGINT NOT NULL,
    "steps" INTEGER[],
    "ts_off" INTEGER[],
    "v4" REAL[],
    "v8" DOUBLE PRECISION[],

    CONSTRAINT "metric_segment_pkey" PRIMARY KEY ("series_id","first_step")
);

-- CreateTable
CREATE TABLE "metric_batch" (
    "run_id" UUID NOT NULL,
    "batch_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "metric_batch_pkey" PRIMARY KEY ("run_id","batch_key")
);

-- CreateTable
CREATE TABLE "idempotent_reply" (
    "key" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "input_hash" CHAR(64) NOT NULL,
    "reply" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotent_reply_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" UUID NOT NULL,
    "project_id" UUID,
    "name" TEXT NOT NULL,
    "token_hash" CHAR(64) NOT NULL,
    "scopes" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" UUID NOT NULL,
    "project_id" UUID,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "entity_type" TEXT NOT NULL,
    "entity_id" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',
    "occurred_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "project_slug_key" ON "project"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "dataset_project_id_name_key" ON "dataset"("project_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "dataset_version_dataset_id_content_hash_key" ON "dataset_version"("dataset_id", "content_hash");

-- CreateIndex
CREATE UNIQUE INDEX "dataset_version_dataset_id_number_key" ON "dataset_version"("dataset_id", "number");

-- CreateIndex
CREATE INDEX "dataset_import_dataset_id_created_at_idx" ON "dataset_import"("dataset_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "dataset_import_project_id_idx" ON "dataset_import"("project_id");

-- CreateIndex
CREATE INDEX "dataset_import_version_id_idx" ON "dataset_import"("version_id");

-- CreateIndex
CREATE INDEX "clip_sha256_idx" ON "clip"("sha256");

-- CreateIndex
CREATE UNIQUE INDEX "clip_dataset_version_id_position_key" ON "clip"("dataset_version_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "clip_dataset_version_id_path_key" ON "clip"("dataset_version_id", "path");

-- CreateIndex
CREATE UNIQUE INDEX "feature_set_dataset_version_id_recipe_hash_key" ON "feature_set"("dataset_version_id", "recipe_hash");

-- CreateIndex
CREATE UNIQUE INDEX "split_plan_dataset_version_id_task_protocol_hash_seed_rows__key" ON "split_plan"("dataset_version_id", "task", "protocol_hash", "seed", "rows_per_clip");

-- CreateIndex
CREATE UNIQUE INDEX "architecture_project_id_name_key" ON "architecture"("project_id", "name");

-- CreateIndex
CREATE INDEX "experiment_project_id_created_at_id_idx" ON "experiment"("project_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "experiment_project_id_task_protocol_hash_idx" ON "experiment"("project_id", "task", "protocol_hash");

-- CreateIndex
CREATE INDEX "experiment_feature_set_id_idx" ON "experiment"("feature_set_id");

-- CreateIndex
CREATE INDEX "experiment_architecture_id_idx" ON "experiment"("architecture_id");

-- CreateIndex
CREATE UNIQUE INDEX "experiment_project_id_name_key" ON "experiment"("project_id", "name");

-- CreateIndex
CREATE INDEX "run_project_id_created_at_id_idx" ON "run"("project_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "run_project_id_status_created_at_id_idx" ON "run"("project_id", "status", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "run_status_heartbeat_at_idx" ON "run"("status", "heartbeat_at");

-- CreateIndex
CREATE INDEX "run_experiment_id_idx" ON "run"("experiment_id");

-- CreateIndex
CREATE INDEX "run_split_plan_id_idx" ON "run"("split_plan_id");

-- CreateIndex
CREATE INDEX "run_worker_id_idx" ON "run"("worker_id");

-- CreateIndex
CREATE UNIQUE INDEX "launch_request_run_id_key" ON "launch_request"("run_id");

-- CreateIndex
CREATE INDEX "launch_request_lease_until_idx" ON "launch_request"("lease_until");

-- CreateIndex
CREATE INDEX "worker_heartbeat_at_idx" ON "worker"("heartbeat_at");

-- CreateIndex
CREATE INDEX "artifact_sha256_idx" ON "artifact"("sha256");

-- CreateIndex
CREATE UNIQUE INDEX "artifact_run_id_path_key" ON "artifact"("run_id", "path");

-- CreateIndex
CREATE INDEX "metric_series_small_segs_idx" ON "metric_series"("small_segs");

-- CreateIndex
CREATE UNIQUE INDEX "metric_series_run_id_key_split_key" ON "metric_series"("run_id", "key", "split");

-- CreateIndex
CREATE INDEX "metric_summary_last_idx" ON "metric_summary"("project_id", "key", "split", "final_last", "run_id");

-- CreateIndex
CREATE INDEX "metric_summary_min_idx" ON "metric_summary"("project_id", "key", "split", "final_min", "run_id");

-- CreateIndex
CREATE INDEX "metric_summary_max_idx" ON "metric_summary"("project_id", "key", "split", "final_max", "run_id");

-- CreateIndex
CREATE INDEX "metric_summary_run_id_idx" ON "metric_summary"("run_id");

-- CreateIndex
CREATE INDEX "metric_batch_created_at_idx" ON "metric_batch" USING BRIN ("created_at");

-- CreateIndex
CREATE INDEX "idempotent_reply_created_at_idx" ON "idempotent_reply"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_token_hash_key" ON "api_token"("token_hash");

-- CreateIndex
CREATE INDEX "audit_event_project_id_occurred_at_id_idx" ON "audit_event"("project_id", "occurred_at" DESC, "id" DESC);

-- AddForeignKey
ALTER TABLE "dataset" ADD CONSTRAINT "dataset_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dataset_version" ADD CONSTRAINT "dataset_version_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dataset_import" ADD CONSTRAINT "dataset_import_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dataset_import" ADD CONSTRAINT "dataset_import_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dataset_import" ADD CONSTRAINT "dataset_import_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "dataset_version"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "clip" ADD CONSTRAINT "clip_dataset_version_id_fkey" FOREIGN KEY ("dataset_version_id") REFERENCES "dataset_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "feature_set" ADD CONSTRAINT "feature_set_dataset_version_id_fkey" FOREIGN KEY ("dataset_version_id") REFERENCES "dataset_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "split_plan" ADD CONSTRAINT "split_plan_dataset_version_id_fkey" FOREIGN KEY ("dataset_version_id") REFERENCES "dataset_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "architecture" ADD CONSTRAINT "architecture_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "experiment" ADD CONSTRAINT "experiment_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "experiment" ADD CONSTRAINT "experiment_feature_set_id_fkey" FOREIGN KEY ("feature_set_id") REFERENCES "feature_set"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "experiment" ADD CONSTRAINT "experiment_architecture_id_fkey" FOREIGN KEY ("architecture_id") REFERENCES "architecture"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_experiment_id_fkey" FOREIGN KEY ("experiment_id") REFERENCES "experiment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_split_plan_id_fkey" FOREIGN KEY ("split_plan_id") REFERENCES "split_plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_worker_id_fkey" FOREIGN KEY ("worker_id") REFERENCES "worker"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "launch_request" ADD CONSTRAINT "launch_request_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "confusion_matrix" ADD CONSTRAINT "confusion_matrix_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "prediction" ADD CONSTRAINT "prediction_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "artifact" ADD CONSTRAINT "artifact_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_log_line" ADD CONSTRAINT "run_log_line_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "metric_series" ADD CONSTRAINT "metric_series_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "metric_summary" ADD CONSTRAINT "metric_summary_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "metric_series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "metric_segment" ADD CONSTRAINT "metric_segment_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "metric_series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE SET NULL ON UPDATE CASCADE;
