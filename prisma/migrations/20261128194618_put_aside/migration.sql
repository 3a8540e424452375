-- CreateTable
CREATE TABLE "put_aside" (
    "work" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "organisation_id" UUID,
    "fail_count" INTEGER NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "error_code" TEXT NOT NULL,
    "error_source" TEXT,

    CONSTRAINT "put_aside_pkey" PRIMARY KEY ("work","item_id")
);

-- CreateIndex
CREATE INDEX "put_aside_organisation_id_idx" ON "put_aside"("organisation_id");

-- CreateIndex
CREATE INDEX "put_aside_until_idx" ON "put_aside"("until");

-- AddForeignKey
ALTER TABLE "put_aside" ADD CONSTRAINT "put_aside_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
