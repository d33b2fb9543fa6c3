-- AlterTable
ALTER TABLE "metric_batch" ADD COLUMN "input_hash" BYTEA;

-- What the schema language cannot say.

-- As before, and it keeps the hash of each keyed batch's input, so that a key is not used for two.
DROP FUNCTION "metric_append_tail";

-- The short path of an append: few points for each series, none before its tail, and the tail has room for them.
-- The points of series k lie at offsets p_off[k] + 1 … p_off[k + 1] of the flat arrays, steps ascending.
-- 1 = stored, 0 = not eligible (nothing done: take the general path), 2 = every batch key was seen before.
CREATE FUNCTION "metric_append_tail" (
  p_cap int, p_run uuid, p_keys text[], p_ids int[], p_off int[], p_first int[], p_last int[],
  p_first_v float8[], p_last_v float8[], p_last_ts int8[],
  p_min float8[], p_min_step int[], p_max float8[], p_max_step int[],
  p_steps int[], p_ts int8[], p_values float8[], p_epochs int, p_hashes bytea[] DEFAULT NULL
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
    INSERT INTO metric_batch (run_id, batch_key, input_hash)
      SELECT p_run, u.key, u.hash FROM unnest(p_keys, p_hashes) AS u (key, hash) ON CONFLICT DO NOTHING;
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
