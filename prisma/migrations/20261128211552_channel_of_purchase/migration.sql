-- AlterTable
ALTER TABLE "feedback" ADD COLUMN     "bought" TEXT;
