-- CreateTable
CREATE TABLE "retentions" (
    "organisation_id" UUID NOT NULL,
    "months" INTEGER NOT NULL,
    "set_by_id" UUID NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "retentions_pkey" PRIMARY KEY ("organisation_id")
);

-- CreateIndex
CREATE INDEX "retentions_due_at_idx" ON "retentions"("due_at");

-- AddForeignKey
ALTER TABLE "retentions" ADD CONSTRAINT "retentions_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
