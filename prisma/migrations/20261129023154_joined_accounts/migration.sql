-- CreateTable
CREATE TABLE "joined_accounts" (
    "account_id" TEXT NOT NULL,
    "organisation_id" UUID NOT NULL,
    "moved" JSONB NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "joined_accounts_pkey" PRIMARY KEY ("account_id")
);

-- CreateIndex
CREATE INDEX "joined_accounts_organisation_id_idx" ON "joined_accounts"("organisation_id");

-- AddForeignKey
ALTER TABLE "joined_accounts" ADD CONSTRAINT "joined_accounts_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
