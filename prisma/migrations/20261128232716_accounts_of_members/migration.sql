-- AlterTable
ALTER TABLE "members" ADD COLUMN     "inbox_id" UUID,
ADD COLUMN     "same_as_id" UUID;

-- CreateIndex
CREATE INDEX "members_same_as_id_idx" ON "members"("same_as_id") WHERE (same_as_id IS NOT NULL);
