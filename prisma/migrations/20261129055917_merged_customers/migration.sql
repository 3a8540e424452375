-- CreateTable
CREATE TABLE "merged_customers" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "whole_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "before" JSONB NOT NULL,
    "moved" JSONB NOT NULL,
    "merged_by_id" UUID NOT NULL,
    "merged_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "merged_customers_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "merged_customers_whole_id_idx" ON "merged_customers"("whole_id");

-- CreateIndex
CREATE INDEX "merged_customers_organisation_id_idx" ON "merged_customers"("organisation_id");

-- CreateIndex
CREATE INDEX "merged_customers_merged_at_idx" ON "merged_customers"("merged_at");

-- AddForeignKey
ALTER TABLE "merged_customers" ADD CONSTRAINT "merged_customers_whole_id_fkey" FOREIGN KEY ("whole_id") REFERENCES "customers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "merged_customers" ADD CONSTRAINT "merged_customers_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
