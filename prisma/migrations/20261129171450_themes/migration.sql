-- CreateTable
CREATE TABLE "themes" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "given_name" TEXT,
    "words" JSONB NOT NULL DEFAULT '[]',
    "terms" JSONB NOT NULL,
    "is_fixed" BOOLEAN NOT NULL DEFAULT false,
    "central_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "merged_into_id" UUID,
    "split_from_id" UUID,
    "hidden_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "themes_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "theme_items" (
    "organisation_id" UUID NOT NULL,
    "feedback_id" UUID NOT NULL,
    "theme_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "theme_items_pkey" PRIMARY KEY ("organisation_id","feedback_id")
);

-- CreateTable
CREATE TABLE "theme_runs" (
    "organisation_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "found_at" TIMESTAMPTZ(3),
    "read_number" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "theme_runs_pkey" PRIMARY KEY ("organisation_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "themes_organisation_id_number_key" ON "themes"("organisation_id", "number");

-- CreateIndex
CREATE INDEX "theme_items_organisation_id_theme_id_at_idx" ON "theme_items"("organisation_id", "theme_id", "at");

-- CreateIndex
CREATE INDEX "theme_items_organisation_id_at_idx" ON "theme_items"("organisation_id", "at");

-- CreateIndex
CREATE INDEX "theme_runs_due_at_idx" ON "theme_runs"("due_at");

-- AddForeignKey
ALTER TABLE "themes" ADD CONSTRAINT "themes_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "theme_items" ADD CONSTRAINT "theme_items_organisation_id_theme_id_fkey" FOREIGN KEY ("organisation_id", "theme_id") REFERENCES "themes"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "theme_items" ADD CONSTRAINT "theme_items_feedback_id_organisation_id_fkey" FOREIGN KEY ("feedback_id", "organisation_id") REFERENCES "feedback"("id", "organisation_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "theme_items" ADD CONSTRAINT "theme_items_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "theme_runs" ADD CONSTRAINT "theme_runs_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
