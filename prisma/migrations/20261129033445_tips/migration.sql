-- CreateTable
CREATE TABLE "tips" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "link" TEXT,
    "condition" TEXT NOT NULL,
    "rest_days" INTEGER NOT NULL,
    "added_by_id" UUID NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "tips_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tip_tellings" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "tip_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "is_told" BOOLEAN NOT NULL,

    CONSTRAINT "tip_tellings_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "tips_organisation_id_added_at_idx" ON "tips"("organisation_id", "added_at");

-- CreateIndex
CREATE INDEX "tip_tellings_tip_id_at_idx" ON "tip_tellings"("tip_id", "at");

-- CreateIndex
CREATE INDEX "tip_tellings_customer_id_idx" ON "tip_tellings"("customer_id");

-- AddForeignKey
ALTER TABLE "tips" ADD CONSTRAINT "tips_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tip_tellings" ADD CONSTRAINT "tip_tellings_tip_id_fkey" FOREIGN KEY ("tip_id") REFERENCES "tips"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tip_tellings" ADD CONSTRAINT "tip_tellings_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tip_tellings" ADD CONSTRAINT "tip_tellings_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
