-- DropIndex
DROP INDEX "ideas_channel_message_idx";

-- AlterTable
ALTER TABLE "ideas" DROP COLUMN "channel",
DROP COLUMN "message";
