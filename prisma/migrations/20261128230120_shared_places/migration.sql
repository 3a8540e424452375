-- AlterTable
ALTER TABLE "places" ADD COLUMN     "is_shared" BOOLEAN;
