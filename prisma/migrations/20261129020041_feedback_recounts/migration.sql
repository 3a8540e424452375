-- CreateTable
CREATE TABLE "feedback_recounts" (
    "organisation_id" UUID NOT NULL,
    "done_number" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "feedback_recounts_pkey" PRIMARY KEY ("organisation_id")
);

-- CreateIndex
CREATE INDEX "feedback_recounts_since_idx" ON "feedback_recounts"("since");

-- AddForeignKey
ALTER TABLE "feedback_recounts" ADD CONSTRAINT "feedback_recounts_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
