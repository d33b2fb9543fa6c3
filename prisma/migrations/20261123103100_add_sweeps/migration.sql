-- CreateEnum
CREATE TYPE "worker_state" AS ENUM ('ACTIVE', 'PAUSED', 'DRAINING');

-- CreateEnum
CREATE TYPE "sweep_status" AS ENUM ('RUNNING', 'PAUSED', 'FINISHED', 'CANCELED', 'FAILED');

-- CreateEnum
CREATE TYPE "trial_status" AS ENUM ('PLANNED', 'RUNNING', 'COMPLETE', 'STOPPED', 'FAILED', 'CANCELED');

-- AlterTable
ALTER TABLE "worker" ADD COLUMN "facts" JSONB,
ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'cpu',
ADD COLUMN "price_currency" TEXT,
ADD COLUMN "price_per_hour" DOUBLE PRECISION,
ADD COLUMN "wanted_state" "worker_state" NOT NULL DEFAULT 'ACTIVE';

-- CreateTable
CREATE TABLE "sweep" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "status" "sweep_status" NOT NULL DEFAULT 'RUNNING',
    "definition" JSONB NOT NULL,
    "end_reason" TEXT,
    "paused_seconds" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "paused_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "sweep_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sweep_trial" (
    "id" UUID NOT NULL,
    "sweep_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "status" "trial_status" NOT NULL DEFAULT 'PLANNED',
    "values" JSONB NOT NULL,
    "experiment_id" UUID,
    "objective" DOUBLE PRECISION,
    "reason" TEXT,
    "spared_reason" TEXT,
    "train_seconds" DOUBLE PRECISION,
    "saved_seconds" DOUBLE PRECISION,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "sweep_trial_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "sweep_project_id_created_at_id_idx" ON "sweep"("project_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "sweep_status_idx" ON "sweep"("status");

-- CreateIndex
CREATE UNIQUE INDEX "sweep_project_id_name_key" ON "sweep"("project_id", "name");

-- CreateIndex
CREATE INDEX "sweep_trial_experiment_id_idx" ON "sweep_trial"("experiment_id");

-- CreateIndex
CREATE UNIQUE INDEX "sweep_trial_sweep_id_number_key" ON "sweep_trial"("sweep_id", "number");

-- AddForeignKey
ALTER TABLE "sweep" ADD CONSTRAINT "sweep_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sweep_trial" ADD CONSTRAINT "sweep_trial_sweep_id_fkey" FOREIGN KEY ("sweep_id") REFERENCES "sweep"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sweep_trial" ADD CONSTRAINT "sweep_trial_experiment_id_fkey" FOREIGN KEY ("experiment_id") REFERENCES "experiment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What the schema language cannot say.

ALTER TABLE "worker" ADD CONSTRAINT "worker_price_is_positive" CHECK (price_per_hour >= 0);
ALTER TABLE "sweep_trial" ADD CONSTRAINT "sweep_trial_number_counts_from_one" CHECK (number >= 1);
