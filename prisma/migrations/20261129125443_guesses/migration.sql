-- CreateTable
CREATE TABLE "survey_guesses" (
    "organisation_id" UUID NOT NULL,
    "survey_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "choice" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "looked_at" TIMESTAMPTZ(3),

    CONSTRAINT "survey_guesses_pkey" PRIMARY KEY ("organisation_id","survey_id","member_id")
);

-- AddForeignKey
ALTER TABLE "survey_guesses" ADD CONSTRAINT "survey_guesses_organisation_id_survey_id_fkey" FOREIGN KEY ("organisation_id", "survey_id") REFERENCES "surveys"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "survey_guesses" ADD CONSTRAINT "survey_guesses_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
