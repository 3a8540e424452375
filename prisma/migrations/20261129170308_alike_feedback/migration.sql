-- CreateTable
CREATE TABLE "feedback_pairs" (
    "organisation_id" UUID NOT NULL,
    "feedback_id" UUID NOT NULL,
    "earlier_id" UUID NOT NULL,
    "verdict" TEXT NOT NULL,

    CONSTRAINT "feedback_pairs_pkey" PRIMARY KEY ("organisation_id","feedback_id","earlier_id")
);

-- CreateTable
CREATE TABLE "feedback_words" (
    "organisation_id" UUID NOT NULL,
    "word" INTEGER NOT NULL,
    "part" INTEGER NOT NULL,
    "before" INTEGER NOT NULL,
    "numbers" INTEGER[],

    CONSTRAINT "feedback_words_pkey" PRIMARY KEY ("organisation_id","word","part")
);

-- CreateTable
CREATE TABLE "feedback_word_marks" (
    "organisation_id" UUID NOT NULL,
    "done_number" INTEGER NOT NULL,
    "due_at" TIMESTAMPTZ(3),

    CONSTRAINT "feedback_word_marks_pkey" PRIMARY KEY ("organisation_id")
);

-- CreateIndex
CREATE INDEX "feedback_pairs_organisation_id_earlier_id_idx" ON "feedback_pairs"("organisation_id", "earlier_id");

-- CreateIndex
CREATE INDEX "feedback_word_marks_due_at_idx" ON "feedback_word_marks"("due_at") WHERE (due_at IS NOT NULL);

-- AddForeignKey
ALTER TABLE "feedback_pairs" ADD CONSTRAINT "feedback_pairs_feedback_id_organisation_id_fkey" FOREIGN KEY ("feedback_id", "organisation_id") REFERENCES "feedback"("id", "organisation_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "feedback_pairs" ADD CONSTRAINT "feedback_pairs_earlier_id_organisation_id_fkey" FOREIGN KEY ("earlier_id", "organisation_id") REFERENCES "feedback"("id", "organisation_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "feedback_pairs" ADD CONSTRAINT "feedback_pairs_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "feedback_words" ADD CONSTRAINT "feedback_words_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "feedback_word_marks" ADD CONSTRAINT "feedback_word_marks_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
