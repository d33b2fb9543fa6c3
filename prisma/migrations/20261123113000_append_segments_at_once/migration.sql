-- What the schema language cannot say.

-- The path of larger appends: many points for each series, all beyond its last step, and its tail is empty. Series k gets
-- segment k, whose columns lie end to end in the flat arrays, from p_…_at[k] + 1 on (null: the column is left out).
-- {1, due …} = stored, with the series that have p_due small segments now; {0} = not eligible (nothing done: take the
-- general path); {2} = every batch key was seen before.
CREATE FUNCTION "metric_append_segments" (
  p_run uuid, p_keys text[], p_hashes bytea[], p_epochs int, p_small int, p_due int,
  p_ids int[], p_n int[], p_first int[], p_last int[], p_stride int[], p_ts0 int8[], p_ts_stride int[],
  p_min float8[], p_min_step int[], p_max float8[], p_max_step int[],
  p_first_v float8[], p_last_v float8[], p_last_ts int8[],
  p_steps_at int[], p_dev_at int[], p_off_at int[], p_v4_at int[], p_v8_at int[],
  p_steps int[], p_dev int2[], p_off int[], p_v4 float4[], p_v8 float8[]
) RETURNS int[] LANGUAGE plpgsql
  -- Always by index: a plan made while the tables were small and unanalysed would scan them for ever after.
  SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
DECLARE
  wanted int := cardinality(p_ids);
  found_n int;
  fits boolean;
  due int[];
BEGIN
  -- Looked at without locks first: to undo what was begun would cost more.
  SELECT count(*), bool_and(p_first[i] > coalesce(s.last_step, -1) AND s.tail_steps = '{}')
  INTO found_n, fits
  FROM unnest(p_ids) WITH ORDINALITY u (id, i) JOIN metric_series s USING (id);
  IF found_n <> wanted OR NOT fits THEN RETURN '{0}'; END IF;

  IF cardinality(p_keys) > 0 THEN
    INSERT INTO metric_batch (run_id, batch_key, input_hash)
      SELECT p_run, u.key, u.hash FROM unnest(p_keys, p_hashes) AS u (key, hash) ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS found_n = ROW_COUNT;
    IF found_n = 0 THEN RETURN '{2}'; END IF;
    IF found_n < cardinality(p_keys) THEN
      RAISE EXCEPTION 'some batch keys were seen before' USING ERRCODE = 'VB001';
    END IF;
  END IF;

  WITH changed AS (
    UPDATE metric_series s SET last_step = p_last[i], small_segs = small_segs + (p_n[i] < p_small)::int
    FROM unnest(p_ids) WITH ORDINALITY u (uid, i)
    WHERE s.id = uid AND p_first[i] > coalesce(s.last_step, -1) AND s.tail_steps = '{}'
    RETURNING s.id, s.small_segs)
  SELECT count(*), coalesce(array_agg(id) FILTER (WHERE small_segs >= p_due), '{}') INTO found_n, due FROM changed;
  IF found_n < wanted THEN
    RAISE EXCEPTION 'another writer came in between' USING ERRCODE = 'VB001';
  END IF;

  INSERT INTO metric_segment (series_id, n, first_step, last_step, stride, ts0, ts_stride, min_value, min_step,
    max_value, max_step, first_value, last_value, last_ts, steps, ts_dev, ts_off, v4, v8)
  SELECT p_ids[i], p_n[i], p_first[i], p_last[i], p_stride[i], p_ts0[i], p_ts_stride[i], p_min[i], p_min_step[i],
    p_max[i], p_max_step[i], p_first_v[i], p_last_v[i], p_last_ts[i],
    p_steps[p_steps_at[i] + 1 : p_steps_at[i] + p_n[i]], p_dev[p_dev_at[i] + 1 : p_dev_at[i] + p_n[i]],
    p_off[p_off_at[i] + 1 : p_off_at[i] + p_n[i]], p_v4[p_v4_at[i] + 1 : p_v4_at[i] + p_n[i]],
    p_v8[p_v8_at[i] + 1 : p_v8_at[i] + p_n[i]]
  FROM generate_subscripts(p_ids, 1) i;

  UPDATE metric_summary SET
    count       = count + p_n[i],
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

  IF p_epochs IS NOT NULL THEN
    UPDATE run SET epochs_done = p_epochs WHERE id = p_run AND epochs_done < p_epochs;
  END IF;
  RETURN 1 || due;
END $$;
