-- AlterTable
ALTER TABLE "customer_people" ADD COLUMN     "asked_elsewhere_at" TIMESTAMPTZ(3);
