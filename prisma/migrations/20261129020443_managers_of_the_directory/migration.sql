-- AlterTable
ALTER TABLE "members" ADD COLUMN     "directory_manager_id" UUID;

-- AlterTable
ALTER TABLE "workspaces" ADD COLUMN     "managers_done_id" TEXT,
ADD COLUMN     "managers_due_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "workspaces_managers_due_at_idx" ON "workspaces"("managers_due_at") WHERE (managers_due_at IS NOT NULL);
