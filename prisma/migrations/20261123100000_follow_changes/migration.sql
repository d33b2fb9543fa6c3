-- AlterTable
ALTER TABLE "metric_series" ADD COLUMN "rewrites" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "run_change" (
    "run_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "changed_xid" BIGINT NOT NULL,
    "is_removed" BOOLEAN NOT NULL DEFAULT false,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "run_change_pkey" PRIMARY KEY ("run_id")
);

-- CreateIndex
CREATE INDEX "run_change_project_id_changed_xid_run_id_idx" ON "run_change"("project_id", "changed_xid", "run_id");

-- CreateIndex
CREATE INDEX "run_change_changed_at_idx" ON "run_change" USING BRIN ("changed_at");

-- What the schema language cannot say.

-- One row a run, written over with every change of it: vacuumed often, so that it stays as small as it is.
ALTER TABLE "run_change" SET (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 1000);

-- Which transaction changed a run last. A reader that keeps the snapshot it read under (pg_current_snapshot) finds what
-- it has not seen yet, and nothing twice, whatever the order in which transactions commit.
CREATE FUNCTION "run_change_mark" () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO run_change AS c (run_id, project_id, changed_xid, is_removed)
  SELECT id, project_id, pg_current_xact_id()::text::bigint, TG_OP = 'DELETE' FROM marked
  ON CONFLICT (run_id) DO UPDATE
    SET changed_xid = excluded.changed_xid, is_removed = excluded.is_removed, changed_at = excluded.changed_at;
  RETURN NULL;
END $$;
CREATE TRIGGER "run_change_on_insert" AFTER INSERT ON "run" REFERENCING NEW TABLE AS marked
  FOR EACH STATEMENT EXECUTE FUNCTION run_change_mark();
CREATE TRIGGER "run_change_on_delete" AFTER DELETE ON "run" REFERENCING OLD TABLE AS marked
  FOR EACH STATEMENT EXECUTE FUNCTION run_change_mark();

-- A sign of life is no change.
CREATE FUNCTION "run_change_mark_update" () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - 'heartbeat_at') IS DISTINCT FROM (to_jsonb(OLD) - 'heartbeat_at') THEN
    INSERT INTO run_change AS c (run_id, project_id, changed_xid)
    VALUES (NEW.id, NEW.project_id, pg_current_xact_id()::text::bigint)
    ON CONFLICT (run_id) DO UPDATE
      SET changed_xid = excluded.changed_xid, is_removed = false, changed_at = excluded.changed_at;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "run_change_on_update" AFTER UPDATE ON "run"
  FOR EACH ROW EXECUTE FUNCTION run_change_mark_update();

INSERT INTO run_change (run_id, project_id, changed_xid)
SELECT id, project_id, pg_current_xact_id()::text::bigint FROM run;

-- As before, and counts how often points that were stored already (or a step before them) were written again, so that a
-- reader who follows a series knows when to read it anew.
CREATE OR REPLACE FUNCTION "metric_overlay_tail" (p_ids int[], p_off int[], p_steps int[], p_ts int8[], p_values float8[])
RETURNS void LANGUAGE plpgsql
  SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
BEGIN
  UPDATE metric_series s SET
    last_step = m.last_step, tail_steps = m.steps, tail_ts = m.ts, tail_values = m.vals,
    rewrites = s.rewrites + CASE WHEN p_steps[p_off[m.k] + 1] <= s.last_step THEN 1 ELSE 0 END
  FROM (
    SELECT k, max(step) AS last_step, array_agg(step ORDER BY step) AS steps, array_agg(ts ORDER BY step) AS ts,
           array_agg(value ORDER BY step) AS vals
    FROM (
      SELECT DISTINCT ON (k, step) k, step, ts, value
      FROM (
        SELECT k, t.step, t.ts, t.value, false AS is_new
        FROM generate_subscripts(p_ids, 1) k
        JOIN metric_series o ON o.id = p_ids[k]
        CROSS JOIN LATERAL unnest(o.tail_steps, o.tail_ts, o.tail_values) AS t (step, ts, value)
        UNION ALL
        SELECT k, p_steps[j], p_ts[j], p_values[j], true
        FROM generate_subscripts(p_ids, 1) k CROSS JOIN LATERAL generate_series(p_off[k] + 1, p_off[k + 1]) j
      ) both_parts
      ORDER BY k, step, is_new DESC
    ) merged
    GROUP BY k
  ) m
  WHERE s.id = p_ids[m.k];

  UPDATE metric_summary m SET
    count = x.n, first_step = x.first_step, first_value = x.first_value,
    last_step = t.last_step, last_value = t.last_value, last_ts = t.last_ts,
    min_value = lo.value, min_step = lo.step, max_value = hi.value, max_step = hi.step,
    final_last = CASE WHEN m.final_last IS NOT NULL THEN t.last_value END,
    final_min = CASE WHEN m.final_last IS NOT NULL THEN lo.value END,
    final_max = CASE WHEN m.final_last IS NOT NULL THEN hi.value END
  FROM unnest(p_ids) AS u (sid)
  CROSS JOIN LATERAL (
    SELECT s.tail_steps, s.tail_values, cardinality(s.tail_steps) AS tail_n, s.last_step,
           s.tail_values[cardinality(s.tail_values)] AS last_value, s.tail_ts[cardinality(s.tail_ts)] AS last_ts
    FROM metric_series s WHERE s.id = u.sid
  ) t
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(g.n), 0) + t.tail_n AS n,
           coalesce((array_agg(g.first_step ORDER BY g.first_step))[1], t.tail_steps[1]) AS first_step,
           coalesce((array_agg(g.first_value ORDER BY g.first_step))[1], t.tail_values[1]) AS first_value
    FROM metric_segment g WHERE g.series_id = u.sid
  ) x
  LEFT JOIN LATERAL (
    SELECT value, step FROM (
      SELECT g.min_value AS value, g.min_step AS step FROM metric_segment g WHERE g.series_id = u.sid
      UNION ALL SELECT * FROM unnest(t.tail_values, t.tail_steps)
    ) every (value, step) WHERE value <> 'NaN' ORDER BY value, step LIMIT 1
  ) lo ON true
  LEFT JOIN LATERAL (
    SELECT value, step FROM (
      SELECT g.max_value AS value, g.max_step AS step FROM metric_segment g WHERE g.series_id = u.sid
      UNION ALL SELECT * FROM unnest(t.tail_values, t.tail_steps)
    ) every (value, step) WHERE value <> 'NaN' ORDER BY value DESC, step LIMIT 1
  ) hi ON true
  WHERE m.series_id = u.sid;
END $$;
