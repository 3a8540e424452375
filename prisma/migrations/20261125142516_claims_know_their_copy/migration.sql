-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN     "claimed_by" UUID;
