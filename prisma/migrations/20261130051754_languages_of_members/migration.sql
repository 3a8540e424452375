-- AlterTable
ALTER TABLE "members" ADD COLUMN     "language" TEXT;
