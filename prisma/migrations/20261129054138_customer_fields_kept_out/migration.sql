-- AlterTable
ALTER TABLE "customer_fields" ADD COLUMN     "is_kept_out" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "source" TEXT;
