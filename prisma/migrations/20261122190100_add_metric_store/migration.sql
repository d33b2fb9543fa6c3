-- What the schema language cannot say: storage of the metric tables, their view and function, and rules on rows.

-- A preset has no project, and there is one of each name.
DROP INDEX "architecture_project_id_name_key";
CREATE UNIQUE INDEX "architecture_project_id_name_key" ON "architecture" ("project_id", "name") NULLS NOT DISTINCT;

ALTER TABLE "run"
  ADD CONSTRAINT "run_external_has_no_fold" CHECK (source = 'LAUNCHED' OR split_plan_id IS NULL),
  ADD CONSTRAINT "run_ended_has_time" CHECK (status NOT IN ('FINISHED', 'FAILED', 'CANCELED') OR finished_at IS NOT NULL),
  ADD CONSTRAINT "run_failed_has_reason" CHECK (status <> 'FAILED' OR error_code IS NOT NULL);
ALTER TABLE "dataset_import"
  ADD CONSTRAINT "dataset_import_failed_has_reason" CHECK (status <> 'FAILED' OR error IS NOT NULL);
ALTER TABLE "feature_set"
  ADD CONSTRAINT "feature_set_ready_has_matrix" CHECK (status <> 'READY' OR matrix_sha256 IS NOT NULL),
  ADD CONSTRAINT "feature_set_failed_has_reason" CHECK (status <> 'FAILED' OR error IS NOT NULL);

-- Progress is written often and no changing column is indexed: leave room for the next version on the same page.
ALTER TABLE "launch_request" SET (fillfactor = 70);

-- A series row is rewritten with every live append. Half-empty pages keep its versions together (HOT), and frequent
-- vacuums keep the dead ones few.
ALTER TABLE "metric_series"
  ALTER "tail_steps" SET NOT NULL, ALTER "tail_ts" SET NOT NULL, ALTER "tail_values" SET NOT NULL,
  ADD CONSTRAINT "metric_series_tail_in_step"
    CHECK (cardinality(tail_steps) = cardinality(tail_ts) AND cardinality(tail_steps) = cardinality(tail_values)),
  SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000);
ALTER TABLE "metric_summary" SET (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000);

-- Series under way, which boards sort by hand. As part of a larger index they would look too many to the planner, which
-- takes project, key and split for independent; this one's size tells it the truth.
CREATE INDEX "metric_summary_live_idx" ON "metric_summary" (project_id, key, split) WHERE final_last IS NULL;

-- Points of a segment are read whole and hardly compress; compressing would cost more than it saves.
ALTER TABLE "metric_segment"
  ALTER "steps" SET STORAGE EXTERNAL, ALTER "ts_off" SET STORAGE EXTERNAL,
  ALTER "v4" SET STORAGE EXTERNAL, ALTER "v8" SET STORAGE EXTERNAL,
  ADD CONSTRAINT "metric_segment_steps_ascend" CHECK (first_step <= last_step AND n > 0),
  ADD CONSTRAINT "metric_segment_has_values" CHECK ((v4 IS NULL) <> (v8 IS NULL));

-- Every point as a row, for psql, reports and tests.
CREATE VIEW "metric_point" AS
  SELECT g.series_id, p.step, p.ts, p.value
  FROM metric_segment g
  CROSS JOIN LATERAL (
    SELECT coalesce(u.s, g.first_step + (u.i - 1)::int * g.stride) AS step,
           g.ts0 + coalesce(u.t, (u.i - 1) * g.ts_stride) AS ts,
           u.v AS value
    FROM ROWS FROM (unnest(coalesce(g.v8, g.v4::float8[])), unnest(g.steps), unnest(g.ts_off))
         WITH ORDINALITY AS u (v, s, t, i)
  ) p
  UNION ALL
  SELECT s.id, u.* FROM metric_series s
  CROSS JOIN LATERAL unnest(s.tail_steps, s.tail_ts, s.tail_values) AS u;

-- The short path of an append: few points for each series, none before its tail, and the tail has room for them.
-- The points of series k lie at offsets p_off[k] + 1 … p_off[k + 1] of the flat arrays, steps ascending.
-- 1 = stored, 0 = not eligible (nothing done: take the general path), 2 = every batch key was seen before.
CREATE FUNCTION "metric_append_tail" (
  p_cap int, p_run uuid, p_keys text[], p_ids int[], p_off int[], p_first int[], p_last int[],
  p_first_v float8[], p_last_v float8[], p_last_ts int8[],
  p_min float8[], p_min_step int[], p_max float8[], p_max_step int[],
  p_steps int[], p_ts int8[], p_values float8[], p_epochs int
) RETURNS int LANGUAGE plpgsql
  -- Always by index: a plan made while the tables were small and unanalysed would scan them for ever after.
  SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
DECLARE
  wanted int := cardinality(p_ids);
  found_n int;
  fits boolean;      -- every series takes its points in the tail
  beyond boolean;    -- and all of them follow its last step
BEGIN
  -- Looked at without locks first: the usual case, appending to the end, then takes one UPDATE a table.
  SELECT count(*),
         bool_and(coalesce(p_first[i] > coalesce(s.last_step, -1) OR p_first[i] >= s.tail_steps[1], false)),
         bool_and(p_first[i] > coalesce(s.last_step, -1) AND cardinality(s.tail_steps) + p_off[i + 1] - p_off[i] <= p_cap)
  INTO found_n, fits, beyond
  FROM unnest(p_ids) WITH ORDINALITY u (id, i) JOIN metric_series s USING (id);
  IF found_n <> wanted OR NOT fits THEN RETURN 0; END IF;

  IF NOT beyond THEN
    SELECT count(*),
           bool_and(coalesce(p_first[i] > coalesce(s.last_step, -1) OR p_first[i] >= s.tail_steps[1], false)
             AND s.tail_n + (SELECT count(*) FROM unnest(p_steps[p_off[i] + 1 : p_off[i + 1]]) x
                             WHERE x <> ALL (s.tail_steps)) <= p_cap)
    INTO found_n, fits
    FROM (SELECT id, last_step, tail_steps, cardinality(tail_steps) AS tail_n
          FROM metric_series WHERE id = ANY (p_ids) ORDER BY id FOR NO KEY UPDATE) s
    JOIN unnest(p_ids) WITH ORDINALITY u (id, i) USING (id);
    IF found_n <> wanted OR NOT fits THEN RETURN 0; END IF;
  END IF;

  IF cardinality(p_keys) > 0 THEN
    INSERT INTO metric_batch (run_id, batch_key) SELECT p_run, unnest(p_keys) ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS found_n = ROW_COUNT;
    IF found_n = 0 THEN RETURN 2; END IF;
    IF found_n < cardinality(p_keys) THEN
      RAISE EXCEPTION 'some batch keys were seen before' USING ERRCODE = 'VB001';
    END IF;
  END IF;

  IF beyond THEN
    UPDATE metric_series s SET
      last_step   = p_last[i],
      tail_steps  = tail_steps  || p_steps [p_off[i] + 1 : p_off[i + 1]],
      tail_ts     = tail_ts     || p_ts    [p_off[i] + 1 : p_off[i + 1]],
      tail_values = tail_values || p_values[p_off[i] + 1 : p_off[i + 1]]
    FROM unnest(p_ids) WITH ORDINALITY u (uid, i)
    WHERE s.id = uid AND p_first[i] > coalesce(s.last_step, -1)
      AND cardinality(s.tail_steps) + p_off[i + 1] - p_off[i] <= p_cap;
    GET DIAGNOSTICS found_n = ROW_COUNT;
    IF found_n < wanted THEN
      RAISE EXCEPTION 'another writer came in between' USING ERRCODE = 'VB001';
    END IF;

    UPDATE metric_summary SET
      count       = count + p_off[i + 1] - p_off[i],
      first_step  = coalesce(first_step, p_first[i]),
      first_value = CASE WHEN first_step IS NULL THEN p_first_v[i] ELSE first_value END,
      last_step   = p_last[i], last_value = p_last_v[i], last_ts = p_last_ts[i],
      min_step    = CASE WHEN p_min[i] < min_value OR min_value IS NULL THEN p_min_step[i] ELSE min_step END,
      min_value   = least(min_value, p_min[i]),
      max_step    = CASE WHEN p_max[i] > max_value OR max_value IS NULL THEN p_max_step[i] ELSE max_step END,
      max_value   = greatest(max_value, p_max[i]),
      final_last  = CASE WHEN final_last IS NOT NULL THEN p_last_v[i] END,
      final_min   = CASE WHEN final_last IS NOT NULL THEN least(min_value, p_min[i]) END,
      final_max   = CASE WHEN final_last IS NOT NULL THEN greatest(max_value, p_max[i]) END
    FROM unnest(p_ids) WITH ORDINALITY u (uid, i) WHERE series_id = uid;
  ELSE
    PERFORM metric_overlay_tail(p_ids, p_off, p_steps, p_ts, p_values);
  END IF;

  IF p_epochs IS NOT NULL THEN
    UPDATE run SET epochs_done = p_epochs WHERE id = p_run AND epochs_done < p_epochs;
  END IF;
  RETURN 1;
END $$;

-- Points at steps that the tail holds already replace them; the summary is made anew from segment heads and tail.
-- The caller holds the locks.
CREATE FUNCTION "metric_overlay_tail" (p_ids int[], p_off int[], p_steps int[], p_ts int8[], p_values float8[])
RETURNS void LANGUAGE plpgsql
  SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
BEGIN
  UPDATE metric_series s SET
    last_step = m.last_step, tail_steps = m.steps, tail_ts = m.ts, tail_values = m.vals
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
