-- Rows of single clips are kept by recipe; they may go with the last feature set of it.
ALTER TABLE "file_garbage" DROP CONSTRAINT "file_garbage_kind_is_known",
  ADD CONSTRAINT "file_garbage_kind_is_known" CHECK (kind IN ('blob', 'checkpoint', 'feature-cache'));
