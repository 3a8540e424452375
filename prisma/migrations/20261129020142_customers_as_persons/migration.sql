-- AlterTable
ALTER TABLE "customers" ADD COLUMN     "preferences" JSONB NOT NULL DEFAULT '[]';

-- CreateTable
CREATE TABLE "customer_people" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT,
    "email" TEXT,
    "email_key" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customer_people_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "customer_people_customer_id_idx" ON "customer_people"("customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "customer_people_organisation_id_email_key_key" ON "customer_people"("organisation_id", "email_key");

-- AddForeignKey
ALTER TABLE "customer_people" ADD CONSTRAINT "customer_people_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_people" ADD CONSTRAINT "customer_people_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Attributes get a source (null: a person) and an age; what was kept before is as old as its customer.
UPDATE customers SET attributes = (
  SELECT jsonb_object_agg(key, jsonb_build_object(
    'value', value, 'source', NULL, 'at', to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  )) FROM jsonb_each(attributes)
) WHERE attributes <> '{}'::jsonb;
