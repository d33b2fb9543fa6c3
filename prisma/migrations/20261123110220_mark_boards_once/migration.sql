-- What the schema language cannot say.

-- One mark a transaction is enough: whoever brings the board up to date sees all of the transaction or nothing. A mark a
-- run would leave a row version a run, each of which the next mark steps over: the square of the runs that are deleted.
CREATE OR REPLACE FUNCTION "board_mark" (p_experiment uuid) RETURNS void LANGUAGE sql AS $$
  INSERT INTO board_change (experiment_id) SELECT e.id FROM experiment e WHERE e.id = p_experiment
  ON CONFLICT (experiment_id) DO UPDATE SET version = board_change.version + 1
    WHERE board_change.xmin <> pg_current_xact_id()::xid
$$;
