-- CreateTable
CREATE TABLE "alerts" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "figure" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "sign" TEXT NOT NULL,
    "bound" DOUBLE PRECISION NOT NULL,
    "days" INTEGER NOT NULL,
    "segment" TEXT,
    "place_id" UUID,
    "member_id" UUID,
    "then_do" TEXT,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),
    "firing_since" TIMESTAMPTZ(3),
    "round" INTEGER NOT NULL DEFAULT 0,
    "value" DOUBLE PRECISION,
    "count" INTEGER,
    "value_before" DOUBLE PRECISION,
    "checked_at" TIMESTAMPTZ(3),

    CONSTRAINT "alerts_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "alert_watches" (
    "organisation_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "measure_due_at" TIMESTAMPTZ(3),
    "seen" TEXT,

    CONSTRAINT "alert_watches_pkey" PRIMARY KEY ("organisation_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "alerts_organisation_id_number_key" ON "alerts"("organisation_id", "number");

-- CreateIndex
CREATE INDEX "alert_watches_due_at_idx" ON "alert_watches"("due_at") WHERE (due_at IS NOT NULL);

-- AddForeignKey
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_watches" ADD CONSTRAINT "alert_watches_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
