-- AlterTable
ALTER TABLE "project" ADD COLUMN "retention_days" INTEGER;

-- AlterTable
ALTER TABLE "dataset" ADD COLUMN "deleted_at" TIMESTAMPTZ(3),
ADD COLUMN "purge_after" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "feature_set" ADD COLUMN "deleted_at" TIMESTAMPTZ(3),
ADD COLUMN "purge_after" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "experiment" ADD COLUMN "cloned_from_id" UUID,
ADD COLUMN "deleted_at" TIMESTAMPTZ(3),
ADD COLUMN "purge_after" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "run" ADD COLUMN "stop_reason" TEXT,
ADD COLUMN "deleted_at" TIMESTAMPTZ(3),
ADD COLUMN "purge_after" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "file_garbage" (
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "file_garbage_pkey" PRIMARY KEY ("kind","key")
);

-- CreateIndex
CREATE INDEX "file_garbage_created_at_idx" ON "file_garbage"("created_at");

-- CreateIndex
CREATE INDEX "experiment_purge_after_idx" ON "experiment"("purge_after");

-- CreateIndex
CREATE INDEX "experiment_cloned_from_id_idx" ON "experiment"("cloned_from_id");

-- CreateIndex
CREATE INDEX "run_purge_after_idx" ON "run"("purge_after");

-- AddForeignKey
ALTER TABLE "experiment" ADD CONSTRAINT "experiment_cloned_from_id_fkey" FOREIGN KEY ("cloned_from_id") REFERENCES "experiment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What the schema language cannot say.

ALTER TABLE "project" ADD CONSTRAINT "project_retention_is_days" CHECK (retention_days BETWEEN 0 AND 3650);
ALTER TABLE "file_garbage" ADD CONSTRAINT "file_garbage_kind_is_known" CHECK (kind IN ('blob', 'checkpoint'));

-- Who is deleted leaves the boards at once, and is back on them at once.
CREATE TRIGGER "experiment_hidden_marks_board" AFTER UPDATE OF deleted_at ON "experiment"
  FOR EACH ROW WHEN ((OLD.deleted_at IS NULL) IS DISTINCT FROM (NEW.deleted_at IS NULL)) EXECUTE FUNCTION board_mark_experiment();
CREATE TRIGGER "run_hidden_marks_board" AFTER UPDATE OF deleted_at ON "run"
  FOR EACH ROW WHEN (NEW.status = 'FINISHED' AND (OLD.deleted_at IS NULL) IS DISTINCT FROM (NEW.deleted_at IS NULL))
  EXECUTE FUNCTION board_mark_run();
