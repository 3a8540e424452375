-- DropIndex
DROP INDEX "feedback_organisation_id_promise_ends_at_idx";

-- CreateIndex
CREATE INDEX "feedback_organisation_id_promise_ends_at_confidential_idx" ON "feedback"("organisation_id", "promise_ends_at", "confidential") WHERE (promise_ends_at IS NOT NULL);
