-- CreateTable
CREATE TABLE "risk_sweeps" (
    "organisation_id" UUID NOT NULL,
    "done_id" UUID,
    "looked_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "risk_sweeps_pkey" PRIMARY KEY ("organisation_id")
);

-- CreateTable
CREATE TABLE "risk_cases" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "points" INTEGER NOT NULL,
    "reasons" JSONB NOT NULL,
    "began_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ask_due_at" TIMESTAMPTZ(3),
    "asked_id" UUID,
    "asked_at" TIMESTAMPTZ(3),
    "answer" TEXT,
    "answered_by_id" UUID,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "risk_cases_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateIndex
CREATE INDEX "risk_sweeps_due_at_idx" ON "risk_sweeps"("due_at");

-- CreateIndex
CREATE INDEX "risk_cases_organisation_id_customer_id_idx" ON "risk_cases"("organisation_id", "customer_id");

-- CreateIndex
CREATE INDEX "risk_cases_organisation_id_points_idx" ON "risk_cases"("organisation_id", "points") WHERE (ended_at IS NULL);

-- CreateIndex
CREATE INDEX "risk_cases_organisation_id_began_at_idx" ON "risk_cases"("organisation_id", "began_at");

-- CreateIndex
CREATE INDEX "risk_cases_organisation_id_asked_id_idx" ON "risk_cases"("organisation_id", "asked_id") WHERE (ended_at IS NULL AND answer IS NULL);

-- CreateIndex
CREATE INDEX "risk_cases_organisation_id_asked_at_idx" ON "risk_cases"("organisation_id", "asked_at") WHERE (asked_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "risk_cases_ask_due_at_idx" ON "risk_cases"("ask_due_at") WHERE (ask_due_at IS NOT NULL);

-- AddForeignKey
ALTER TABLE "risk_sweeps" ADD CONSTRAINT "risk_sweeps_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "risk_cases" ADD CONSTRAINT "risk_cases_customer_id_organisation_id_fkey" FOREIGN KEY ("customer_id", "organisation_id") REFERENCES "customers"("id", "organisation_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "risk_cases" ADD CONSTRAINT "risk_cases_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Organisations that are here already are looked at for the first time.
INSERT INTO "risk_sweeps" ("organisation_id", "due_at") SELECT "id", now() FROM "organisations";
