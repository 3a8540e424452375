-- AlterTable
ALTER TABLE "customer_people" ADD COLUMN     "email_domain" TEXT;

-- CreateTable
CREATE TABLE "brief_calendars" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "fetch_due_at" TIMESTAMPTZ(3) NOT NULL,
    "fetched_at" TIMESTAMPTZ(3),
    "failure_count" INTEGER NOT NULL DEFAULT 0,
    "failing_since" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),
    "trouble" JSONB,
    "is_told" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "brief_calendars_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "briefs" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "calendar_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "place" INTEGER NOT NULL,
    "due_at" TIMESTAMPTZ(3),

    CONSTRAINT "briefs_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "brief_calendars_member_id_key" ON "brief_calendars"("member_id");

-- CreateIndex
CREATE INDEX "brief_calendars_organisation_id_idx" ON "brief_calendars"("organisation_id");

-- CreateIndex
CREATE INDEX "brief_calendars_fetch_due_at_idx" ON "brief_calendars"("fetch_due_at");

-- CreateIndex
CREATE INDEX "briefs_organisation_id_idx" ON "briefs"("organisation_id");

-- CreateIndex
CREATE INDEX "briefs_customer_id_idx" ON "briefs"("customer_id");

-- CreateIndex
CREATE INDEX "briefs_due_at_idx" ON "briefs"("due_at") WHERE (due_at IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "briefs_calendar_id_starts_at_customer_id_key" ON "briefs"("calendar_id", "starts_at", "customer_id");

-- CreateIndex
CREATE INDEX "customer_people_organisation_id_email_domain_idx" ON "customer_people"("organisation_id", "email_domain");

-- AddForeignKey
ALTER TABLE "brief_calendars" ADD CONSTRAINT "brief_calendars_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "briefs" ADD CONSTRAINT "briefs_calendar_id_fkey" FOREIGN KEY ("calendar_id") REFERENCES "brief_calendars"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "briefs" ADD CONSTRAINT "briefs_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "briefs" ADD CONSTRAINT "briefs_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is known already.
UPDATE "customer_people" SET "email_domain" = split_part("email_key", '@', 2) WHERE "email_key" IS NOT NULL;

INSERT INTO "customer_ids" ("organisation_id", "kind", "value", "customer_id")
SELECT c."organisation_id", 'domain', regexp_replace(lower(a.value->>'value'), '^(?:https?://)?(?:www\.)?([^/?#:\s]+).*$', '\1'), c."id"
FROM "customers" c, jsonb_each(c."attributes") a
WHERE lower(a.key) IN ('domain', 'website', 'web', 'url', 'homepage')
  AND lower(a.value->>'value') ~ '^(https?://)?(www\.)?([a-z0-9-]{1,63}\.)+[a-z][a-z0-9-]{1,62}([/?#:].*)?$'
ON CONFLICT DO NOTHING;
