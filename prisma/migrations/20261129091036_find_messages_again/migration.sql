-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN     "may_have_arrived" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "playground_messages" ADD COLUMN     "mark" TEXT;
