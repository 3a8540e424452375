-- AlterTable
ALTER TABLE "learnings" ADD COLUMN     "withdrawn_at" TIMESTAMPTZ(3);
