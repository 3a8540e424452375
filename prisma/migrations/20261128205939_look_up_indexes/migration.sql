-- CreateIndex
CREATE INDEX "agenda_ticks_item_idx" ON "agenda_ticks"("item");

-- CreateIndex
CREATE INDEX "feedback_organisation_id_captured_at_idx" ON "feedback"("organisation_id", "captured_at");

-- CreateIndex
CREATE INDEX "feedback_organisation_id_promise_ends_at_idx" ON "feedback"("organisation_id", "promise_ends_at") WHERE (promise_ends_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "feedback_reopened_idx" ON "feedback"("organisation_id") WHERE (round > 1);

-- CreateIndex
CREATE INDEX "follow_ups_open_in_place_idx" ON "follow_ups"("organisation_id", "place_id") WHERE (state = 'open');

-- CreateIndex
CREATE INDEX "follow_ups_organisation_id_due_on_idx" ON "follow_ups"("organisation_id", "due_on");

-- CreateIndex
CREATE INDEX "ideas_organisation_id_posted_at_idx" ON "ideas"("organisation_id", "posted_at");

-- CreateIndex
CREATE INDEX "members_organisation_id_delegate_id_idx" ON "members"("organisation_id", "delegate_id") WHERE (delegate_id IS NOT NULL);
