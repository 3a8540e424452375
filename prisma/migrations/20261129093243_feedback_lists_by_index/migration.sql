-- CreateIndex
CREATE INDEX "feedback_open_idx" ON "feedback"("organisation_id", "number") WHERE (state <> 'resolved' AND state <> 'withdrawn');

-- CreateIndex
CREATE INDEX "feedback_resolved_idx" ON "feedback"("organisation_id", "number") WHERE (state = 'resolved' AND resolved_at IS NOT NULL);
