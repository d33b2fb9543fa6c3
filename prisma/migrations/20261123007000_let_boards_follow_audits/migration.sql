-- What an audit says decides the list that an experiment is in, so a certificate marks it like a new result does.
CREATE FUNCTION "board_mark_certificate" () RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.run_id ELSE NEW.run_id END;
BEGIN
  PERFORM board_mark(r.experiment_id) FROM run r WHERE r.id = changed AND r.status = 'FINISHED';
  RETURN NULL;
END $$;
CREATE TRIGGER "certificate_marks_board" AFTER INSERT OR UPDATE OR DELETE ON "run_certificate"
  FOR EACH ROW EXECUTE FUNCTION board_mark_certificate();
