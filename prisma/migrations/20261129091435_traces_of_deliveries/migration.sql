-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN     "trace" TEXT;
