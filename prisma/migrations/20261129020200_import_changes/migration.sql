-- AlterTable
ALTER TABLE "scores" ADD COLUMN     "words_as_new" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "import_changes" (
    "id" BIGSERIAL NOT NULL,
    "organisation_id" UUID NOT NULL,
    "import_number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "item" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "before" JSONB NOT NULL,

    CONSTRAINT "import_changes_pkey" PRIMARY KEY ("id")
);

-- What was noted so far: answers that an import changed.
INSERT INTO "import_changes" ("organisation_id", "import_number", "kind", "item", "at", "before")
SELECT c."organisation_id", c."import_number", 'score', c."score_id"::text, i."started_at", c."before"
FROM "score_changes" c JOIN "imports" i ON i."organisation_id" = c."organisation_id" AND i."number" = c."import_number"
ORDER BY c."id";

-- DropTable
DROP TABLE "score_changes";

-- CreateIndex
CREATE INDEX "import_changes_organisation_id_import_number_idx" ON "import_changes"("organisation_id", "import_number");

-- CreateIndex
CREATE INDEX "import_changes_organisation_id_kind_item_idx" ON "import_changes"("organisation_id", "kind", "item");

-- AddForeignKey
ALTER TABLE "import_changes" ADD CONSTRAINT "import_changes_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
