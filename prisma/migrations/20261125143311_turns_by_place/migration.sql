-- AlterTable
ALTER TABLE "meeting_turns" DROP CONSTRAINT "meeting_turns_pkey",
DROP COLUMN "series_id",
ADD COLUMN     "place_id" UUID NOT NULL,
ADD CONSTRAINT "meeting_turns_pkey" PRIMARY KEY ("place_id", "member_id", "kind");
