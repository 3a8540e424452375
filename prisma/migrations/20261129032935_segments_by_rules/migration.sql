-- AlterTable
ALTER TABLE "customers" ADD COLUMN     "rule_segments" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "segment_rules" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "condition" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "segment_rules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "segment_sweeps" (
    "organisation_id" UUID NOT NULL,
    "done_id" UUID,
    "done_count" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),

    CONSTRAINT "segment_sweeps_pkey" PRIMARY KEY ("organisation_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "segment_rules_organisation_id_key_key" ON "segment_rules"("organisation_id", "key");

-- CreateIndex
CREATE INDEX "segment_sweeps_due_at_idx" ON "segment_sweeps"("due_at") WHERE (due_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "customers_organisation_id_id_idx" ON "customers"("organisation_id", "id");

-- AddForeignKey
ALTER TABLE "segment_rules" ADD CONSTRAINT "segment_rules_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "segment_sweeps" ADD CONSTRAINT "segment_sweeps_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
