-- AlterTable
ALTER TABLE "surveys" ADD COLUMN     "planned_at" TIMESTAMPTZ(3);
