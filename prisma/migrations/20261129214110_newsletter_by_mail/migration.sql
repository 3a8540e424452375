-- AlterTable
ALTER TABLE "newsletters" ADD COLUMN     "send_due_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "newsletter_readers" (
    "organisation_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email" TEXT,
    "email_key" TEXT,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "ask_count" INTEGER NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "newsletter_readers_pkey" PRIMARY KEY ("organisation_id","member_id")
);

-- CreateTable
CREATE TABLE "newsletter_mails" (
    "organisation_id" UUID NOT NULL,
    "newsletter_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "taken_at" TIMESTAMPTZ(3),
    "mailed_at" TIMESTAMPTZ(3),

    CONSTRAINT "newsletter_mails_pkey" PRIMARY KEY ("organisation_id","newsletter_id","member_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "newsletter_readers_organisation_id_id_key" ON "newsletter_readers"("organisation_id", "id");

-- CreateIndex
CREATE INDEX "newsletter_mails_organisation_id_taken_at_idx" ON "newsletter_mails"("organisation_id", "taken_at");

-- CreateIndex
CREATE UNIQUE INDEX "newsletter_mails_organisation_id_id_key" ON "newsletter_mails"("organisation_id", "id");

-- CreateIndex
CREATE INDEX "newsletters_send_due_at_idx" ON "newsletters"("send_due_at") WHERE (send_due_at IS NOT NULL);

-- AddForeignKey
ALTER TABLE "newsletter_readers" ADD CONSTRAINT "newsletter_readers_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "newsletter_mails" ADD CONSTRAINT "newsletter_mails_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "newsletter_mails" ADD CONSTRAINT "newsletter_mails_organisation_id_newsletter_id_fkey" FOREIGN KEY ("organisation_id", "newsletter_id") REFERENCES "newsletters"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
