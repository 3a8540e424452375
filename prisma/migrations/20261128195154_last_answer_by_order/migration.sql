-- AlterTable
ALTER TABLE "scores" DROP COLUMN "superseded_at";

-- Rows don't change any more when later answers come, so pages need no room for that.
ALTER TABLE "scores" RESET (fillfactor);
