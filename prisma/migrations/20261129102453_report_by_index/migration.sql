-- CreateIndex
CREATE INDEX "history_answers_idx" ON "history"("organisation_id", "at", "subject", "what") WHERE (what = 'acknowledged' OR what = 'resolved' OR (what = 'routed' OR what = 'handedOver') AND (details ->> 'ownerId') IS NOT NULL);
