-- AlterTable
ALTER TABLE "feedback" ADD COLUMN     "designed_right" BOOLEAN,
ADD COLUMN     "done_as_designed" BOOLEAN,
ADD COLUMN     "said_solved" BOOLEAN,
ADD COLUMN     "said_solved_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "solved_askings" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "feedback_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "root_cause_category" TEXT NOT NULL,
    "person_id" UUID,
    "planned_at" TIMESTAMPTZ(3) NOT NULL,
    "mail_due_at" TIMESTAMPTZ(3),
    "mailed_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "is_solved" BOOLEAN,

    CONSTRAINT "solved_askings_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateIndex
CREATE INDEX "solved_askings_organisation_id_person_id_idx" ON "solved_askings"("organisation_id", "person_id") WHERE (person_id IS NOT NULL);

-- CreateIndex
CREATE INDEX "solved_askings_organisation_id_planned_at_idx" ON "solved_askings"("organisation_id", "planned_at");

-- CreateIndex
CREATE INDEX "solved_askings_mail_due_at_idx" ON "solved_askings"("mail_due_at") WHERE (mail_due_at IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "solved_askings_organisation_id_feedback_id_round_key" ON "solved_askings"("organisation_id", "feedback_id", "round");

-- CreateIndex
CREATE INDEX "feedback_organisation_id_said_solved_at_idx" ON "feedback"("organisation_id", "said_solved_at") WHERE (said_solved_at IS NOT NULL);

-- AddForeignKey
ALTER TABLE "solved_askings" ADD CONSTRAINT "solved_askings_feedback_id_organisation_id_fkey" FOREIGN KEY ("feedback_id", "organisation_id") REFERENCES "feedback"("id", "organisation_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "solved_askings" ADD CONSTRAINT "solved_askings_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
