-- CreateTable
CREATE TABLE "run_evidence" (
    "run_id" UUID NOT NULL,
    "task" "task" NOT NULL,
    "protocol_name" TEXT NOT NULL,
    "labels" TEXT[],
    "dataset_version_id" UUID,
    "clips" JSONB,
    "evidence" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "run_evidence_pkey" PRIMARY KEY ("run_id")
);

-- CreateTable
CREATE TABLE "run_certificate" (
    "run_id" UUID NOT NULL,
    "verdict" TEXT NOT NULL,
    "labels" TEXT[],
    "document" JSONB NOT NULL,
    "hash" CHAR(64) NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "run_certificate_pkey" PRIMARY KEY ("run_id")
);

-- CreateTable
CREATE TABLE "clip_fingerprint" (
    "sha256" CHAR(64) NOT NULL,
    "version" INTEGER NOT NULL,
    "words" BYTEA,

    CONSTRAINT "clip_fingerprint_pkey" PRIMARY KEY ("sha256","version")
);

-- CreateTable
CREATE TABLE "near_duplicate_scan" (
    "dataset_version_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "pairs" JSONB NOT NULL,
    "unheard" INTEGER[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "near_duplicate_scan_pkey" PRIMARY KEY ("dataset_version_id","version")
);

-- CreateIndex
CREATE INDEX "run_evidence_dataset_version_id_idx" ON "run_evidence"("dataset_version_id");

-- AddForeignKey
ALTER TABLE "run_evidence" ADD CONSTRAINT "run_evidence_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_evidence" ADD CONSTRAINT "run_evidence_dataset_version_id_fkey" FOREIGN KEY ("dataset_version_id") REFERENCES "dataset_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_certificate" ADD CONSTRAINT "run_certificate_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "near_duplicate_scan" ADD CONSTRAINT "near_duplicate_scan_dataset_version_id_fkey" FOREIGN KEY ("dataset_version_id") REFERENCES "dataset_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Evidence has the clips that its rows index, and one list of them only.
ALTER TABLE "run_evidence"
  ADD CONSTRAINT "run_evidence_has_clips" CHECK ((dataset_version_id IS NULL) <> (clips IS NULL));

-- A split's hash is the SHA-256 of its manifest: canonical JSON, rows ascending. It used to be that of the stored order.
-- Keys of jsonb are sorted by length, which is the alphabet's order here; a list of numbers holds no other blanks.
UPDATE "split_plan" SET split_hash = encode(sha256(convert_to(replace(
  jsonb_build_object('version', 1, 'folds', (
    SELECT coalesce(jsonb_agg((
      SELECT jsonb_object_agg(part, (
        SELECT coalesce(jsonb_agg(pair ORDER BY (pair->>0)::int, (pair->>1)::int), '[]') FROM jsonb_array_elements(rows) AS pair))
      FROM jsonb_each(fold) AS parts (part, rows)) ORDER BY place), '[]')
    FROM jsonb_array_elements(folds) WITH ORDINALITY AS f (fold, place)))::text, ' ', ''), 'UTF8')), 'hex');
