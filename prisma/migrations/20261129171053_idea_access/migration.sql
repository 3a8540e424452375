-- AlterTable
ALTER TABLE "ideas" ADD COLUMN     "access" TEXT;
