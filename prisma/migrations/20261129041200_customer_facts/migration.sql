-- AlterTable
ALTER TABLE "customer_people" ADD COLUMN     "attributes" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "attributes_gone" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "told_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "customers" ADD COLUMN     "attributes_gone" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "is_person" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "customer_ids" (
    "organisation_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "customer_id" UUID NOT NULL,
    "person_id" UUID,
    "at" TIMESTAMPTZ(3),

    CONSTRAINT "customer_ids_pkey" PRIMARY KEY ("organisation_id","kind","value")
);

-- CreateTable
CREATE TABLE "customer_events" (
    "organisation_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customer_events_pkey" PRIMARY KEY ("customer_id","name","day")
);

-- CreateTable
CREATE TABLE "customer_fields" (
    "organisation_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "label" TEXT,
    "is_hidden" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "customer_fields_pkey" PRIMARY KEY ("organisation_id","kind","key")
);

-- CreateTable
CREATE TABLE "customer_messages" (
    "organisation_id" UUID NOT NULL,
    "hash" UUID NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customer_messages_pkey" PRIMARY KEY ("organisation_id","hash")
);

-- CreateTable
CREATE TABLE "customer_pairs" (
    "organisation_id" UUID NOT NULL,
    "one_id" UUID NOT NULL,
    "other_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "different_at" TIMESTAMPTZ(3),

    CONSTRAINT "customer_pairs_pkey" PRIMARY KEY ("organisation_id","one_id","other_id")
);

-- CreateIndex
CREATE INDEX "customer_ids_customer_id_idx" ON "customer_ids"("customer_id");

-- CreateIndex
CREATE INDEX "customer_ids_person_id_idx" ON "customer_ids"("person_id");

-- CreateIndex
CREATE INDEX "customer_events_organisation_id_idx" ON "customer_events"("organisation_id");

-- CreateIndex
CREATE INDEX "customer_messages_taken_at_idx" ON "customer_messages"("taken_at");

-- CreateIndex
CREATE INDEX "customer_pairs_other_id_idx" ON "customer_pairs"("other_id");

-- AddForeignKey
ALTER TABLE "customer_ids" ADD CONSTRAINT "customer_ids_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_ids" ADD CONSTRAINT "customer_ids_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "customer_people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_ids" ADD CONSTRAINT "customer_ids_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_events" ADD CONSTRAINT "customer_events_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_events" ADD CONSTRAINT "customer_events_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_fields" ADD CONSTRAINT "customer_fields_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_messages" ADD CONSTRAINT "customer_messages_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_pairs" ADD CONSTRAINT "customer_pairs_one_id_fkey" FOREIGN KEY ("one_id") REFERENCES "customers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_pairs" ADD CONSTRAINT "customer_pairs_other_id_fkey" FOREIGN KEY ("other_id") REFERENCES "customers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_pairs" ADD CONSTRAINT "customer_pairs_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
