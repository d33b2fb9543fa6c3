-- Lists take ids from indexes of metrics and parameters, in which runs in the trash stand as well: which those are.
CREATE INDEX "run_deleted_idx" ON "run" (project_id, id) WHERE deleted_at IS NOT NULL;
