-- CreateTable
CREATE TABLE "run_param" (
    "run_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "number" DOUBLE PRECISION,
    "text" TEXT,

    CONSTRAINT "run_param_pkey" PRIMARY KEY ("run_id","key")
);

-- CreateIndex
CREATE INDEX "run_param_number_idx" ON "run_param"("project_id", "key", "number", "run_id");

-- CreateIndex
CREATE INDEX "run_param_text_idx" ON "run_param"("project_id", "key", "text", "run_id");

-- CreateIndex
CREATE INDEX "run_project_id_name_id_idx" ON "run"("project_id", "name", "id");

-- CreateIndex
CREATE INDEX "run_tags_idx" ON "run" USING GIN ("tags");

-- AddForeignKey
ALTER TABLE "run_param" ADD CONSTRAINT "run_param_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language cannot say.

-- Which values go with which keys: without it the planner takes "width = 256" for as rare as 256 is among all values.
CREATE STATISTICS "run_param_number_by_key" (mcv) ON "project_id", "key", "number" FROM "run_param";
CREATE STATISTICS "run_param_text_by_key" (mcv) ON "project_id", "key", "text" FROM "run_param";
ALTER TABLE "run_param" ALTER COLUMN "key" SET STATISTICS 500;

-- A parameter's value as a number, where it is one or is written like one; null where it is none.
CREATE FUNCTION run_param_number(value JSONB) RETURNS DOUBLE PRECISION LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE jsonb_typeof(value)
    -- JSON knows numbers beyond float8, whose cast would fail.
    WHEN 'number' THEN CASE WHEN value::numeric = 0 OR abs(value::numeric) BETWEEN 1e-300 AND 1e300 THEN value::numeric::float8 END
    WHEN 'string' THEN CASE WHEN value #>> '{}' ~ '^[+-]?(\d{1,30}\.?\d{0,30}|\.\d{1,30})([eE][+-]?\d{1,2})?$' THEN (value #>> '{}')::float8 END
  END
$$;

-- Nested objects by their path, a.b.c, eight deep. Anything else that is no number is text, cut so that it fits an index.
CREATE FUNCTION run_param_rows(params JSONB) RETURNS TABLE (key TEXT, number DOUBLE PRECISION, text TEXT)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  WITH RECURSIVE flat (path, value, depth) AS (
    SELECT e.key, e.value, 1 FROM jsonb_each(CASE WHEN jsonb_typeof(params) = 'object' THEN params ELSE '{}' END) e
    UNION ALL
    SELECT f.path || '.' || e.key, e.value, f.depth + 1 FROM flat f
      CROSS JOIN LATERAL jsonb_each(CASE WHEN jsonb_typeof(f.value) = 'object' THEN f.value ELSE '{}' END) e
      WHERE f.depth < 8
  ),
  leaf AS (
    SELECT left(path, 250) AS path, value, depth, run_param_number(value) AS number FROM flat
    WHERE jsonb_typeof(value) <> 'null' AND (jsonb_typeof(value) <> 'object' OR depth = 8)
  )
  SELECT DISTINCT ON (path) path, number, CASE WHEN number IS NULL THEN left(value #>> '{}', 256) END
  FROM leaf ORDER BY path, depth
$$;

CREATE FUNCTION run_param_of_new_runs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO run_param (run_id, project_id, key, number, text)
    SELECT a.id, a.project_id, p.key, p.number, p.text FROM added a CROSS JOIN LATERAL run_param_rows(a.params) p
    WHERE a.params <> '{}';
  RETURN NULL;
END $$;

CREATE FUNCTION run_param_of_changed_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM run_param WHERE run_id = NEW.id;
  INSERT INTO run_param (run_id, project_id, key, number, text)
    SELECT NEW.id, NEW.project_id, p.key, p.number, p.text FROM run_param_rows(NEW.params) p;
  RETURN NULL;
END $$;

CREATE TRIGGER "run_inserted_writes_params" AFTER INSERT ON "run"
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION run_param_of_new_runs();
CREATE TRIGGER "run_changed_writes_params" AFTER UPDATE OF params, project_id ON "run"
  FOR EACH ROW WHEN (OLD.params IS DISTINCT FROM NEW.params OR OLD.project_id <> NEW.project_id)
  EXECUTE FUNCTION run_param_of_changed_run();

INSERT INTO run_param (run_id, project_id, key, number, text)
  SELECT r.id, r.project_id, p.key, p.number, p.text FROM run r CROSS JOIN LATERAL run_param_rows(r.params) p;
