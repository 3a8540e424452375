-- AlterTable
ALTER TABLE "members" ADD COLUMN     "status_until" TIMESTAMPTZ(3);
