-- AlterTable
ALTER TABLE "customer_people" ADD COLUMN     "mail_fails_since" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "survey_askings" ADD COLUMN     "mailed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "surveys" ADD COLUMN     "send_due_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "survey_askings_organisation_id_mailed_at_idx" ON "survey_askings"("organisation_id", "mailed_at") WHERE (mailed_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "survey_askings_not_given_idx" ON "survey_askings"("organisation_id", "survey_id", "id") WHERE (given_at IS NULL);

-- CreateIndex
CREATE INDEX "surveys_send_due_at_idx" ON "surveys"("send_due_at") WHERE (send_due_at IS NOT NULL);
