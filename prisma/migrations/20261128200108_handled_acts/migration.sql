-- The table serves every platform, so the platform's name begins each key.
ALTER TABLE "slack_deeds" RENAME TO "handled_acts";
ALTER TABLE "handled_acts" RENAME CONSTRAINT "slack_deeds_pkey" TO "handled_acts_pkey";
ALTER INDEX "slack_deeds_forget_at_idx" RENAME TO "handled_acts_forget_at_idx";
UPDATE "handled_acts" SET "key" = 'slack/' || CASE WHEN "key" LIKE '%:%' THEN "key" ELSE 'click:' || "key" END;
