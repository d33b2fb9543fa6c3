-- AlterEnum
ALTER TYPE "job_status" ADD VALUE 'CANCELED';

-- AlterTable
ALTER TABLE "clip" ADD COLUMN "peak_dbfs" DOUBLE PRECISION,
ADD COLUMN "rms_dbfs" DOUBLE PRECISION;

-- AlterTable
ALTER TABLE "feature_set" ADD COLUMN "clips_cached" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "clips_per_sec" DOUBLE PRECISION,
ADD COLUMN "index_sha256" CHAR(64);
