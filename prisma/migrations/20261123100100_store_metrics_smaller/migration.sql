-- DropIndex
DROP INDEX "metric_series_small_segs_idx";

-- DropIndex
DROP INDEX "metric_summary_last_idx";

-- DropIndex
DROP INDEX "metric_summary_max_idx";

-- DropIndex
DROP INDEX "metric_summary_min_idx";

-- AlterTable
ALTER TABLE "metric_segment" ADD COLUMN "ts_dev" SMALLINT[];

-- What the schema language cannot say.

-- How far timestamp i is from ts0 + i · ts_stride: two bytes where the whole distance takes four.
ALTER TABLE "metric_segment" ALTER "ts_dev" SET STORAGE EXTERNAL;

CREATE OR REPLACE VIEW "metric_point" AS
  SELECT g.series_id, p.step, p.ts, p.value
  FROM metric_segment g
  CROSS JOIN LATERAL (
    SELECT coalesce(u.s, g.first_step + (u.i - 1)::int * g.stride) AS step,
           g.ts0 + coalesce(u.t, (u.i - 1) * g.ts_stride + coalesce(u.d, 0)) AS ts,
           u.v AS value
    FROM ROWS FROM (unnest(coalesce(g.v8, g.v4::float8[])), unnest(g.steps), unnest(g.ts_off), unnest(g.ts_dev))
         WITH ORDINALITY AS u (v, s, t, d, i)
  ) p
  UNION ALL
  SELECT s.id, u.* FROM metric_series s
  CROSS JOIN LATERAL unnest(s.tail_steps, s.tail_ts, s.tail_values) AS u;

-- The boards' indexes hold runs that have ended, and only them: a comparison of the column implies the predicate.
CREATE INDEX "metric_summary_last_idx" ON "metric_summary" (project_id, key, split, final_last, run_id)
  WHERE final_last IS NOT NULL;
CREATE INDEX "metric_summary_min_idx" ON "metric_summary" (project_id, key, split, final_min, run_id)
  WHERE final_min IS NOT NULL;
CREATE INDEX "metric_summary_max_idx" ON "metric_summary" (project_id, key, split, final_max, run_id)
  WHERE final_max IS NOT NULL;

-- Few series are due for compaction at a time.
CREATE INDEX "metric_series_due_idx" ON "metric_series" (small_segs) WHERE small_segs >= 3;

-- Rows are written over while their run goes on, which wants room on the page; most rows are of runs that have ended.
ALTER TABLE "metric_series" SET (fillfactor = 70);
ALTER TABLE "metric_summary" SET (fillfactor = 80);
-- Joined segments leave as much dead space as they take.
ALTER TABLE "metric_segment" SET (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 500);
