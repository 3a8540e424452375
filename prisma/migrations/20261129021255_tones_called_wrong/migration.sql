-- AlterTable
ALTER TABLE "feedback" ADD COLUMN     "wrong_tones" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateIndex
CREATE INDEX "feedback_wrong_tones_idx" ON "feedback"("organisation_id") WHERE (wrong_tones <> '{}');
