-- AlterTable
ALTER TABLE "feedback" ADD COLUMN     "held_promise" JSONB;
