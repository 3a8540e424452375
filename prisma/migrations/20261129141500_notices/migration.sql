-- CreateTable
CREATE TABLE "notices" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "touches" TEXT NOT NULL,
    "begins_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "why" TEXT NOT NULL,
    "audience" TEXT NOT NULL,
    "segment" TEXT,
    "channels" TEXT[],
    "owner_id" UUID NOT NULL,
    "approved_by_id" UUID,
    "place_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "published_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "round" INTEGER NOT NULL DEFAULT 1,
    "nudge_due_at" TIMESTAMPTZ(3),
    "nudge_count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "notices_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "notice_customers" (
    "organisation_id" UUID NOT NULL,
    "notice_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,

    CONSTRAINT "notice_customers_pkey" PRIMARY KEY ("organisation_id","notice_id","customer_id")
);

-- CreateTable
CREATE TABLE "notice_updates" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "notice_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" UUID NOT NULL,
    "plan_due_at" TIMESTAMPTZ(3),
    "planned_up_to" UUID,
    "send_due_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_updates_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "notice_mails" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "update_id" UUID NOT NULL,
    "person_id" UUID,
    "subscriber_id" UUID,
    "taken_at" TIMESTAMPTZ(3),
    "mailed_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_mails_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "notice_subscribers" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "page_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "email_key" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_subscribers_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateIndex
CREATE INDEX "notices_nudge_due_at_idx" ON "notices"("nudge_due_at") WHERE (nudge_due_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "notices_organisation_id_published_at_idx" ON "notices"("organisation_id", "published_at");

-- CreateIndex
CREATE UNIQUE INDEX "notices_organisation_id_number_key" ON "notices"("organisation_id", "number");

-- CreateIndex
CREATE INDEX "notice_customers_customer_id_idx" ON "notice_customers"("customer_id");

-- CreateIndex
CREATE INDEX "notice_updates_organisation_id_notice_id_at_idx" ON "notice_updates"("organisation_id", "notice_id", "at");

-- CreateIndex
CREATE INDEX "notice_updates_plan_due_at_idx" ON "notice_updates"("plan_due_at") WHERE (plan_due_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "notice_updates_send_due_at_idx" ON "notice_updates"("send_due_at") WHERE (send_due_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "notice_mails_organisation_id_taken_at_idx" ON "notice_mails"("organisation_id", "taken_at") WHERE (taken_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "notice_mails_not_taken_idx" ON "notice_mails"("organisation_id", "update_id", "id") WHERE (taken_at IS NULL);

-- CreateIndex
CREATE INDEX "notice_mails_organisation_id_person_id_idx" ON "notice_mails"("organisation_id", "person_id");

-- CreateIndex
CREATE INDEX "notice_mails_organisation_id_subscriber_id_idx" ON "notice_mails"("organisation_id", "subscriber_id");

-- CreateIndex
CREATE UNIQUE INDEX "notice_mails_organisation_id_update_id_person_id_key" ON "notice_mails"("organisation_id", "update_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "notice_mails_organisation_id_update_id_subscriber_id_key" ON "notice_mails"("organisation_id", "update_id", "subscriber_id");

-- CreateIndex
CREATE INDEX "notice_subscribers_organisation_id_requested_at_idx" ON "notice_subscribers"("organisation_id", "requested_at") WHERE (confirmed_at IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "notice_subscribers_organisation_id_page_id_email_key_key" ON "notice_subscribers"("organisation_id", "page_id", "email_key");

-- AddForeignKey
ALTER TABLE "notices" ADD CONSTRAINT "notices_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_customers" ADD CONSTRAINT "notice_customers_organisation_id_notice_id_fkey" FOREIGN KEY ("organisation_id", "notice_id") REFERENCES "notices"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_customers" ADD CONSTRAINT "notice_customers_customer_id_organisation_id_fkey" FOREIGN KEY ("customer_id", "organisation_id") REFERENCES "customers"("id", "organisation_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_customers" ADD CONSTRAINT "notice_customers_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_updates" ADD CONSTRAINT "notice_updates_organisation_id_notice_id_fkey" FOREIGN KEY ("organisation_id", "notice_id") REFERENCES "notices"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_updates" ADD CONSTRAINT "notice_updates_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_mails" ADD CONSTRAINT "notice_mails_organisation_id_update_id_fkey" FOREIGN KEY ("organisation_id", "update_id") REFERENCES "notice_updates"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_mails" ADD CONSTRAINT "notice_mails_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "customer_people"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_mails" ADD CONSTRAINT "notice_mails_organisation_id_subscriber_id_fkey" FOREIGN KEY ("organisation_id", "subscriber_id") REFERENCES "notice_subscribers"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_mails" ADD CONSTRAINT "notice_mails_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_subscribers" ADD CONSTRAINT "notice_subscribers_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
