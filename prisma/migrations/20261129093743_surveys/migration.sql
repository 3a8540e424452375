-- AlterTable
ALTER TABLE "customer_people" ADD COLUMN     "unwanted" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "surveys" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "audience" JSONB NOT NULL,
    "rest_days" INTEGER NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "plan_due_at" TIMESTAMPTZ(3),
    "planned_up_to" UUID,
    "left_out" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "surveys_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "survey_askings" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "survey_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "planned_at" TIMESTAMPTZ(3) NOT NULL,
    "given_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "survey_askings_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "survey_answers" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "survey_id" UUID NOT NULL,
    "form_id" UUID NOT NULL,
    "score" INTEGER NOT NULL,
    "comment" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "survey_answers_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateIndex
CREATE INDEX "surveys_plan_due_at_idx" ON "surveys"("plan_due_at") WHERE (plan_due_at IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "surveys_organisation_id_number_key" ON "surveys"("organisation_id", "number");

-- CreateIndex
CREATE INDEX "survey_askings_organisation_id_person_id_planned_at_idx" ON "survey_askings"("organisation_id", "person_id", "planned_at");

-- CreateIndex
CREATE UNIQUE INDEX "survey_askings_organisation_id_survey_id_person_id_key" ON "survey_askings"("organisation_id", "survey_id", "person_id");

-- CreateIndex
CREATE INDEX "survey_answers_organisation_id_survey_id_form_id_at_idx" ON "survey_answers"("organisation_id", "survey_id", "form_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "customer_people_organisation_id_id_key" ON "customer_people"("organisation_id", "id");

-- AddForeignKey
ALTER TABLE "surveys" ADD CONSTRAINT "surveys_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "survey_askings" ADD CONSTRAINT "survey_askings_organisation_id_survey_id_fkey" FOREIGN KEY ("organisation_id", "survey_id") REFERENCES "surveys"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "survey_askings" ADD CONSTRAINT "survey_askings_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "customer_people"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "survey_askings" ADD CONSTRAINT "survey_askings_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "survey_answers" ADD CONSTRAINT "survey_answers_organisation_id_survey_id_fkey" FOREIGN KEY ("organisation_id", "survey_id") REFERENCES "surveys"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "survey_answers" ADD CONSTRAINT "survey_answers_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
