-- AlterTable
ALTER TABLE "places" ADD COLUMN     "member_external_ids" TEXT[],
ADD COLUMN     "members_heard_at" TIMESTAMPTZ(3);
