-- AlterTable
ALTER TABLE "follow_ups" ADD COLUMN     "champion_due_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "meetings" ADD COLUMN     "skipped_for" TEXT;

-- CreateIndex
CREATE INDEX "follow_ups_champion_due_at_idx" ON "follow_ups"("champion_due_at") WHERE (champion_due_at IS NOT NULL);
