-- What the schema language cannot say.

-- Which trial a sweep chose, by its validation score; ties go to the earlier one. `decided_at` is null while it goes on.
-- `trial_count` is what it was chosen among: trials stopped early were weighed too.
CREATE VIEW "sweep_choice" AS
  SELECT s.id AS sweep_id, s.finished_at AS decided_at, s.definition #>> '{objective,metric}' AS metric,
         s.definition #>> '{objective,split}' AS split, n.complete_count, n.trial_count, c.id AS trial_id
  FROM sweep s
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE o.status = 'COMPLETE')::int AS complete_count, count(*)::int AS trial_count
    FROM sweep_trial o WHERE o.sweep_id = s.id AND o.status IN ('COMPLETE', 'STOPPED')
  ) n
  LEFT JOIN LATERAL (
    SELECT t.id FROM sweep_trial t
    WHERE t.sweep_id = s.id AND t.status = 'COMPLETE' AND t.objective < 'NaN'::float8
    ORDER BY CASE WHEN s.definition #>> '{objective,metric}' = 'loss' THEN t.objective ELSE -t.objective END, t.number
    LIMIT 1
  ) c ON true;

-- Boards show of a sweep what it chose, so the end of a sweep marks what may be chosen.
CREATE FUNCTION "board_mark_sweep" () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO board_change (experiment_id)
    SELECT DISTINCT t.experiment_id FROM sweep_trial t JOIN sweep s ON s.id = t.sweep_id
    WHERE t.sweep_id = CASE WHEN TG_TABLE_NAME = 'sweep' THEN NEW.id ELSE (to_jsonb(NEW) ->> 'sweep_id')::uuid END
      AND t.experiment_id IS NOT NULL AND t.status = 'COMPLETE' AND (TG_TABLE_NAME = 'sweep' OR s.finished_at IS NOT NULL)
  ON CONFLICT (experiment_id) DO UPDATE SET version = board_change.version + 1;
  RETURN NULL;
END $$;
CREATE TRIGGER "sweep_decided_marks_board" AFTER UPDATE OF finished_at ON "sweep"
  FOR EACH ROW WHEN (OLD.finished_at IS DISTINCT FROM NEW.finished_at) EXECUTE FUNCTION board_mark_sweep();
-- A canceled sweep is decided before its last trials have ended.
CREATE TRIGGER "trial_ended_marks_board" AFTER UPDATE OF status ON "sweep_trial"
  FOR EACH ROW WHEN (NEW.status = 'COMPLETE' AND OLD.status <> 'COMPLETE') EXECUTE FUNCTION board_mark_sweep();

-- Trials that are on boards now leave them.
INSERT INTO board_change (experiment_id)
  SELECT DISTINCT experiment_id FROM sweep_trial WHERE experiment_id IS NOT NULL
ON CONFLICT (experiment_id) DO UPDATE SET version = board_change.version + 1;
