-- CreateTable
CREATE TABLE "honours" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "place_id" UUID,
    "count" INTEGER,
    "earned_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "thanked_at" TIMESTAMPTZ(3),

    CONSTRAINT "honours_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "honour_opt_outs" (
    "organisation_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "since_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "honour_opt_outs_pkey" PRIMARY KEY ("organisation_id","member_id")
);

-- CreateTable
CREATE TABLE "honour_months" (
    "organisation_id" UUID NOT NULL,
    "month" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "honour_months_pkey" PRIMARY KEY ("organisation_id")
);

-- CreateIndex
CREATE INDEX "honours_organisation_id_member_id_earned_at_idx" ON "honours"("organisation_id", "member_id", "earned_at");

-- CreateIndex
CREATE INDEX "honours_due_at_idx" ON "honours"("due_at") WHERE (due_at IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "honours_organisation_id_kind_subject_id_key" ON "honours"("organisation_id", "kind", "subject_id");

-- CreateIndex
CREATE INDEX "honour_months_due_at_idx" ON "honour_months"("due_at");

-- CreateIndex
CREATE INDEX "feedback_organisation_id_owner_id_resolved_at_idx" ON "feedback"("organisation_id", "owner_id", "resolved_at") WHERE (resolved_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "learnings_organisation_id_member_id_idx" ON "learnings"("organisation_id", "member_id");

-- AddForeignKey
ALTER TABLE "honours" ADD CONSTRAINT "honours_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "honour_opt_outs" ADD CONSTRAINT "honour_opt_outs_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "honour_months" ADD CONSTRAINT "honour_months_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
