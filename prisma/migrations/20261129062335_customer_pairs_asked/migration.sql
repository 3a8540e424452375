-- AlterTable
ALTER TABLE "customer_pairs" ADD COLUMN     "due_at" TIMESTAMPTZ(3),
ADD COLUMN     "id" UUID NOT NULL DEFAULT gen_random_uuid();

-- CreateIndex
CREATE UNIQUE INDEX "customer_pairs_id_key" ON "customer_pairs"("id");

-- CreateIndex
CREATE INDEX "customer_pairs_due_at_idx" ON "customer_pairs"("due_at") WHERE (due_at IS NOT NULL);

-- Nobody was asked so far.
UPDATE "customer_pairs" SET "due_at" = "proposed_at" WHERE "different_at" IS NULL;
