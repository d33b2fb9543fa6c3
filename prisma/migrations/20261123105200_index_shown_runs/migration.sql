-- What the schema language cannot say.

-- Counts and jumps read this alone.
CREATE INDEX IF NOT EXISTS "run_shown_idx" ON "run" (project_id, created_at DESC, id DESC) WHERE deleted_at IS NULL;
