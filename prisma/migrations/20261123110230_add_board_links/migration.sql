-- CreateTable
CREATE TABLE "board_link" (
    "id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "secret_hash" CHAR(64) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "board_link_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "board_link_secret_hash_key" ON "board_link"("secret_hash");

-- CreateIndex
CREATE INDEX "board_link_board_id_idx" ON "board_link"("board_id");

-- AddForeignKey
ALTER TABLE "board_link" ADD CONSTRAINT "board_link_board_id_fkey" FOREIGN KEY ("board_id") REFERENCES "board"("id") ON DELETE CASCADE ON UPDATE CASCADE;
