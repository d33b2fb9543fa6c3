-- AlterTable
ALTER TABLE "architecture" ADD COLUMN     "archived_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "registered_model" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "task" "task" NOT NULL,
    "labels" TEXT[],
    "recipe" JSONB NOT NULL,
    "recipe_hash" CHAR(64) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "registered_model_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_version" (
    "id" UUID NOT NULL,
    "model_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "run_id" UUID,
    "notes" TEXT NOT NULL DEFAULT '',
    "protocol_name" TEXT,
    "audit_status" TEXT NOT NULL,
    "certificate_hash" CHAR(64),
    "uar" DOUBLE PRECISION,
    "uar_lower" DOUBLE PRECISION,
    "uar_upper" DOUBLE PRECISION,
    "accuracy" DOUBLE PRECISION,
    "macro_f1" DOUBLE PRECISION,
    "test_clip_count" INTEGER,
    "test_speaker_count" INTEGER,
    "parameter_count" INTEGER,
    "facts" JSONB NOT NULL,
    "objections" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "override_reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_file" (
    "version_id" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "sha256" CHAR(64) NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "media_type" TEXT NOT NULL,

    CONSTRAINT "model_file_pkey" PRIMARY KEY ("version_id","path")
);

-- CreateTable
CREATE TABLE "model_alias" (
    "model_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "version_id" UUID NOT NULL,
    "moved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_alias_pkey" PRIMARY KEY ("model_id","name")
);

-- CreateTable
CREATE TABLE "model_alias_move" (
    "id" UUID NOT NULL,
    "model_id" UUID NOT NULL,
    "alias" TEXT NOT NULL,
    "from_version_id" UUID,
    "to_version_id" UUID,
    "reason" TEXT NOT NULL DEFAULT '',
    "moved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_alias_move_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "clip_prediction" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "run_id" UUID,
    "version_id" UUID,
    "file_name" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "audio_sha256" CHAR(64),
    "audio_expires_at" TIMESTAMPTZ(3),
    "status" "job_status" NOT NULL DEFAULT 'QUEUED',
    "error_code" TEXT,
    "error" TEXT,
    "labels" TEXT[],
    "duration_sec" DOUBLE PRECISION,
    "sample_rate_hz" INTEGER,
    "probabilities" DOUBLE PRECISION[],
    "windows" JSONB NOT NULL DEFAULT '[]',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "heartbeat_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "clip_prediction_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "registered_model_project_id_created_at_id_idx" ON "registered_model"("project_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "registered_model_project_id_name_key" ON "registered_model"("project_id", "name");

-- CreateIndex
CREATE INDEX "model_version_run_id_idx" ON "model_version"("run_id");

-- CreateIndex
CREATE UNIQUE INDEX "model_version_model_id_number_key" ON "model_version"("model_id", "number");

-- CreateIndex
CREATE INDEX "model_file_sha256_idx" ON "model_file"("sha256");

-- CreateIndex
CREATE INDEX "model_alias_version_id_idx" ON "model_alias"("version_id");

-- CreateIndex
CREATE INDEX "model_alias_move_model_id_moved_at_id_idx" ON "model_alias_move"("model_id", "moved_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "model_alias_move_from_version_id_idx" ON "model_alias_move"("from_version_id");

-- CreateIndex
CREATE INDEX "model_alias_move_to_version_id_idx" ON "model_alias_move"("to_version_id");

-- CreateIndex
CREATE INDEX "clip_prediction_project_id_created_at_id_idx" ON "clip_prediction"("project_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "clip_prediction_run_id_idx" ON "clip_prediction"("run_id");

-- CreateIndex
CREATE INDEX "clip_prediction_version_id_idx" ON "clip_prediction"("version_id");

-- CreateIndex
CREATE INDEX "clip_prediction_audio_expires_at_idx" ON "clip_prediction"("audio_expires_at");

-- AddForeignKey
ALTER TABLE "registered_model" ADD CONSTRAINT "registered_model_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_version" ADD CONSTRAINT "model_version_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "registered_model"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_version" ADD CONSTRAINT "model_version_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_file" ADD CONSTRAINT "model_file_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "model_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_alias" ADD CONSTRAINT "model_alias_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "registered_model"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_alias" ADD CONSTRAINT "model_alias_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "model_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_alias_move" ADD CONSTRAINT "model_alias_move_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "registered_model"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_alias_move" ADD CONSTRAINT "model_alias_move_from_version_id_fkey" FOREIGN KEY ("from_version_id") REFERENCES "model_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_alias_move" ADD CONSTRAINT "model_alias_move_to_version_id_fkey" FOREIGN KEY ("to_version_id") REFERENCES "model_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "clip_prediction" ADD CONSTRAINT "clip_prediction_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "clip_prediction" ADD CONSTRAINT "clip_prediction_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "clip_prediction" ADD CONSTRAINT "clip_prediction_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "model_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;
