-- AlterTable
ALTER TABLE "meeting_turns" DROP CONSTRAINT "meeting_turns_pkey",
DROP COLUMN "series_id",
ADD COLUMN     "place_id" UUID NOT NULL,
ADD CONSTRAINT "meeting_turns_pkey" PRIMARY KEY ("place_id", "member_id", "kind");

-- CreateIndex
CREATE INDEX "feedback_organisation_id_resolved_at_idx" ON "feedback"("organisation_id", "resolved_at") WHERE (resolved_at IS NOT NULL);
