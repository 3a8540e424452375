-- AlterTable
ALTER TABLE "living_messages" ADD COLUMN     "kind" TEXT,
ADD COLUMN     "payload" JSONB;
