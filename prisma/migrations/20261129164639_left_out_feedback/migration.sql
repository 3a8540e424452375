-- CreateIndex
CREATE INDEX "feedback_noise_idx" ON "feedback"("organisation_id", "number") WHERE (withdrawn_because = 'leftOut');
