-- AlterTable
ALTER TABLE "feedback" ADD COLUMN     "came_back_from_id" UUID,
ADD COLUMN     "further_words" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "same_as_id" UUID,
ADD COLUMN     "withdrawn_because" TEXT;

-- CreateIndex
CREATE INDEX "feedback_same_as_id_idx" ON "feedback"("same_as_id") WHERE (same_as_id IS NOT NULL);
