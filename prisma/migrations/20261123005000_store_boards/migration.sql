-- CreateTable
CREATE TABLE "board" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "task" "task" NOT NULL,
    "dataset_version_id" UUID NOT NULL,
    "protocol_hash" CHAR(64) NOT NULL,

    CONSTRAINT "board_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "board_entry" (
    "experiment_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "labels" TEXT[],
    "speakers" TEXT[],
    "speaker_counts" INTEGER[],
    "tested_hash" CHAR(64) NOT NULL,
    "clip_count" INTEGER NOT NULL,
    "per_run_uar" DOUBLE PRECISION[],
    "runs_pooled" INTEGER NOT NULL,
    "runs_planned" INTEGER NOT NULL,
    "parameter_count" INTEGER,
    "train_seconds" DOUBLE PRECISION,
    "backends" TEXT[],
    "last_finished_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "board_entry_pkey" PRIMARY KEY ("experiment_id")
);

-- CreateTable
CREATE TABLE "board_score" (
    "experiment_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "lower" DOUBLE PRECISION,
    "upper" DOUBLE PRECISION,
    "influence" DOUBLE PRECISION[],

    CONSTRAINT "board_score_pkey" PRIMARY KEY ("experiment_id","key")
);

-- CreateTable
CREATE TABLE "board_ranking" (
    "board_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "is_stale" BOOLEAN NOT NULL DEFAULT false,
    "ranked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "board_ranking_pkey" PRIMARY KEY ("board_id","key")
);

-- CreateTable
CREATE TABLE "board_place" (
    "board_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "list" INTEGER NOT NULL,
    "sort_score" DOUBLE PRECISION NOT NULL,
    "experiment_id" UUID NOT NULL,
    "rank" INTEGER,
    "rank_low" INTEGER,
    "rank_high" INTEGER,
    "tie_group" INTEGER,

    CONSTRAINT "board_place_pkey" PRIMARY KEY ("board_id","key","list","sort_score","experiment_id")
);

-- CreateTable
CREATE TABLE "board_change" (
    "experiment_id" UUID NOT NULL,
    "version" BIGINT NOT NULL DEFAULT 1,

    CONSTRAINT "board_change_pkey" PRIMARY KEY ("experiment_id")
);

-- CreateTable
CREATE TABLE "published_figure" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "dataset_id" UUID NOT NULL,
    "task" "task" NOT NULL,
    "title" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "url" TEXT,
    "protocol_name" TEXT NOT NULL,
    "protocol_note" TEXT NOT NULL DEFAULT '',
    "uar" DOUBLE PRECISION,
    "accuracy" DOUBLE PRECISION,
    "macro_f1" DOUBLE PRECISION,
    "speaker_count" INTEGER,
    "clip_count" INTEGER,
    "note" TEXT NOT NULL DEFAULT '',
    "template_key" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "published_figure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "planned_launch" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "feature_set_id" UUID NOT NULL,
    "template_key" TEXT,
    "input" JSONB NOT NULL,
    "error" TEXT,
    "experiment_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "planned_launch_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "board_dataset_version_id_idx" ON "board"("dataset_version_id");

-- CreateIndex
CREATE UNIQUE INDEX "board_project_id_task_dataset_version_id_protocol_hash_key" ON "board"("project_id", "task", "dataset_version_id", "protocol_hash");

-- CreateIndex
CREATE INDEX "board_entry_board_id_idx" ON "board_entry"("board_id");

-- CreateIndex
CREATE INDEX "board_place_experiment_id_idx" ON "board_place"("experiment_id");

-- CreateIndex
CREATE INDEX "published_figure_project_id_task_idx" ON "published_figure"("project_id", "task");

-- CreateIndex
CREATE UNIQUE INDEX "published_figure_dataset_id_template_key_key" ON "published_figure"("dataset_id", "template_key");

-- CreateIndex
CREATE INDEX "planned_launch_feature_set_id_idx" ON "planned_launch"("feature_set_id");

-- CreateIndex
CREATE INDEX "planned_launch_project_id_idx" ON "planned_launch"("project_id");

-- CreateIndex
CREATE INDEX "planned_launch_experiment_id_idx" ON "planned_launch"("experiment_id");

-- AddForeignKey
ALTER TABLE "board" ADD CONSTRAINT "board_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "board" ADD CONSTRAINT "board_dataset_version_id_fkey" FOREIGN KEY ("dataset_version_id") REFERENCES "dataset_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "board_entry" ADD CONSTRAINT "board_entry_experiment_id_fkey" FOREIGN KEY ("experiment_id") REFERENCES "experiment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "board_entry" ADD CONSTRAINT "board_entry_board_id_fkey" FOREIGN KEY ("board_id") REFERENCES "board"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "board_score" ADD CONSTRAINT "board_score_experiment_id_fkey" FOREIGN KEY ("experiment_id") REFERENCES "board_entry"("experiment_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "board_ranking" ADD CONSTRAINT "board_ranking_board_id_fkey" FOREIGN KEY ("board_id") REFERENCES "board"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "board_place" ADD CONSTRAINT "board_place_board_id_key_fkey" FOREIGN KEY ("board_id", "key") REFERENCES "board_ranking"("board_id", "key") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "board_place" ADD CONSTRAINT "board_place_experiment_id_fkey" FOREIGN KEY ("experiment_id") REFERENCES "experiment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "published_figure" ADD CONSTRAINT "published_figure_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "published_figure" ADD CONSTRAINT "published_figure_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "planned_launch" ADD CONSTRAINT "planned_launch_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "planned_launch" ADD CONSTRAINT "planned_launch_feature_set_id_fkey" FOREIGN KEY ("feature_set_id") REFERENCES "feature_set"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "planned_launch" ADD CONSTRAINT "planned_launch_experiment_id_fkey" FOREIGN KEY ("experiment_id") REFERENCES "experiment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What the schema language cannot say: rules on rows, and the triggers that keep stored boards true.

ALTER TABLE "published_figure"
  ADD CONSTRAINT "published_figure_has_score" CHECK (uar IS NOT NULL OR accuracy IS NOT NULL OR macro_f1 IS NOT NULL),
  ADD CONSTRAINT "published_figure_scores_are_shares"
    CHECK (coalesce(uar, 0) BETWEEN 0 AND 1 AND coalesce(accuracy, 0) BETWEEN 0 AND 1 AND coalesce(macro_f1, 0) BETWEEN 0 AND 1);

-- Whoever changes what an entry rests on (a worker, the API, psql) marks it in the same transaction. An experiment that
-- is being deleted is not marked: its entry goes with it.
CREATE FUNCTION "board_mark" (p_experiment uuid) RETURNS void LANGUAGE sql AS $$
  INSERT INTO board_change (experiment_id) SELECT e.id FROM experiment e WHERE e.id = p_experiment
  ON CONFLICT (experiment_id) DO UPDATE SET version = board_change.version + 1
$$;

CREATE FUNCTION "board_mark_run" () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM board_mark(CASE WHEN TG_OP = 'DELETE' THEN OLD.experiment_id ELSE NEW.experiment_id END);
  RETURN NULL;
END $$;
CREATE TRIGGER "run_ended_marks_board" AFTER UPDATE OF status ON "run"
  FOR EACH ROW WHEN ((OLD.status = 'FINISHED') IS DISTINCT FROM (NEW.status = 'FINISHED')) EXECUTE FUNCTION board_mark_run();
CREATE TRIGGER "run_made_marks_board" AFTER INSERT ON "run"
  FOR EACH ROW WHEN (NEW.status = 'FINISHED') EXECUTE FUNCTION board_mark_run();
CREATE TRIGGER "run_deleted_marks_board" AFTER DELETE ON "run"
  FOR EACH ROW WHEN (OLD.status = 'FINISHED') EXECUTE FUNCTION board_mark_run();

CREATE FUNCTION "board_mark_matrix" () RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.run_id ELSE NEW.run_id END;
BEGIN
  PERFORM board_mark(r.experiment_id) FROM run r WHERE r.id = changed AND r.status = 'FINISHED';
  RETURN NULL;
END $$;
CREATE TRIGGER "matrix_written_marks_board" AFTER INSERT OR UPDATE ON "confusion_matrix"
  FOR EACH ROW WHEN (NEW.split = 'TEST') EXECUTE FUNCTION board_mark_matrix();
CREATE TRIGGER "matrix_deleted_marks_board" AFTER DELETE ON "confusion_matrix"
  FOR EACH ROW WHEN (OLD.split = 'TEST') EXECUTE FUNCTION board_mark_matrix();

-- More seeds planned: what was complete is not any more.
CREATE FUNCTION "board_mark_experiment" () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM board_mark(NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER "plan_changed_marks_board" AFTER UPDATE OF planned_folds, planned_seeds ON "experiment"
  FOR EACH ROW WHEN (OLD.planned_folds <> NEW.planned_folds OR OLD.planned_seeds <> NEW.planned_seeds)
  EXECUTE FUNCTION board_mark_experiment();

-- A ranking rests on all entries of its board.
CREATE FUNCTION "board_mark_rankings" () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE board_ranking SET is_stale = true
  WHERE NOT is_stale AND board_id = CASE WHEN TG_OP = 'DELETE' THEN OLD.board_id ELSE NEW.board_id END;
  RETURN NULL;
END $$;
CREATE TRIGGER "entry_changed_marks_rankings" AFTER INSERT OR UPDATE OR DELETE ON "board_entry"
  FOR EACH ROW EXECUTE FUNCTION board_mark_rankings();

INSERT INTO board_change (experiment_id) SELECT DISTINCT experiment_id FROM run WHERE status = 'FINISHED';
