-- DropIndex
DROP INDEX "meetings_due_at_idx";

-- CreateIndex
CREATE INDEX "meetings_state_due_at_idx" ON "meetings"("state", "due_at") WHERE (due_at IS NOT NULL);
