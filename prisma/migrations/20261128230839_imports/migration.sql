-- AlterTable
ALTER TABLE "feedback" ADD COLUMN     "import_number" INTEGER;

-- AlterTable
ALTER TABLE "metrics" ADD COLUMN     "import_note" JSONB;

-- AlterTable
ALTER TABLE "scores" ADD COLUMN     "import_number" INTEGER;

-- CreateTable
CREATE TABLE "imports" (
    "organisation_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "metric" TEXT,
    "source" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "shape" TEXT NOT NULL,
    "family" TEXT NOT NULL,
    "undated" TEXT,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "rows" TEXT,
    "refused_lines" JSONB NOT NULL DEFAULT '[]',
    "counts" JSONB,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "undone_at" TIMESTAMPTZ(3),
    "undone_by_id" UUID,

    CONSTRAINT "imports_pkey" PRIMARY KEY ("organisation_id","number")
);

-- CreateTable
CREATE TABLE "score_changes" (
    "id" BIGSERIAL NOT NULL,
    "organisation_id" UUID NOT NULL,
    "import_number" INTEGER NOT NULL,
    "score_id" BIGINT NOT NULL,
    "before" JSONB NOT NULL,

    CONSTRAINT "score_changes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "score_changes_organisation_id_import_number_idx" ON "score_changes"("organisation_id", "import_number");

-- AddForeignKey
ALTER TABLE "imports" ADD CONSTRAINT "imports_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "score_changes" ADD CONSTRAINT "score_changes_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
