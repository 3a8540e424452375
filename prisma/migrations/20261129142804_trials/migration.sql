-- AlterTable
ALTER TABLE "feedback" ADD COLUMN     "trial" TEXT;

-- AlterTable
ALTER TABLE "scores" ADD COLUMN     "trial" TEXT;

-- CreateTable
CREATE TABLE "trials" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "about" TEXT,
    "idea_id" UUID,
    "segment" TEXT,
    "owner_id" UUID NOT NULL,
    "place_id" UUID,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_on" TEXT NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "said" TEXT,
    "changed" TEXT,
    "summarised_by_id" UUID,
    "summarised_at" TIMESTAMPTZ(3),
    "round" INTEGER NOT NULL DEFAULT 1,
    "ask_count" INTEGER NOT NULL DEFAULT 0,
    "asked_id" UUID,
    "due_at" TIMESTAMPTZ(3),
    "send_due_at" TIMESTAMPTZ(3),

    CONSTRAINT "trials_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "trial_invitations" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "trial_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "person_id" UUID,
    "invited_at" TIMESTAMPTZ(3) NOT NULL,
    "invited_by_id" UUID NOT NULL,
    "way" TEXT NOT NULL,
    "given_at" TIMESTAMPTZ(3),
    "answer" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "told_at" TIMESTAMPTZ(3),
    "is_closed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "trial_invitations_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateIndex
CREATE INDEX "trials_organisation_id_idea_id_idx" ON "trials"("organisation_id", "idea_id");

-- CreateIndex
CREATE INDEX "trials_organisation_id_ends_at_idx" ON "trials"("organisation_id", "ends_at");

-- CreateIndex
CREATE INDEX "trials_due_at_idx" ON "trials"("due_at") WHERE (due_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "trials_send_due_at_idx" ON "trials"("send_due_at") WHERE (send_due_at IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "trials_organisation_id_number_key" ON "trials"("organisation_id", "number");

-- CreateIndex
CREATE INDEX "trial_invitations_organisation_id_trial_id_customer_id_idx" ON "trial_invitations"("organisation_id", "trial_id", "customer_id");

-- CreateIndex
CREATE INDEX "trial_invitations_organisation_id_customer_id_idx" ON "trial_invitations"("organisation_id", "customer_id");

-- CreateIndex
CREATE INDEX "trial_invitations_organisation_id_person_id_idx" ON "trial_invitations"("organisation_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "trial_invitations_organisation_id_trial_id_person_id_key" ON "trial_invitations"("organisation_id", "trial_id", "person_id");

-- CreateIndex
CREATE INDEX "deliveries_mails_idx" ON "deliveries"("organisation_id", "created_at") WHERE (at_most_once);

-- CreateIndex
CREATE INDEX "feedback_organisation_id_trial_idx" ON "feedback"("organisation_id", "trial") WHERE (trial IS NOT NULL);

-- CreateIndex
CREATE INDEX "scores_organisation_id_trial_idx" ON "scores"("organisation_id", "trial") WHERE (trial IS NOT NULL);

-- AddForeignKey
ALTER TABLE "trials" ADD CONSTRAINT "trials_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trial_invitations" ADD CONSTRAINT "trial_invitations_organisation_id_trial_id_fkey" FOREIGN KEY ("organisation_id", "trial_id") REFERENCES "trials"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trial_invitations" ADD CONSTRAINT "trial_invitations_customer_id_organisation_id_fkey" FOREIGN KEY ("customer_id", "organisation_id") REFERENCES "customers"("id", "organisation_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trial_invitations" ADD CONSTRAINT "trial_invitations_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "customer_people"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trial_invitations" ADD CONSTRAINT "trial_invitations_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
