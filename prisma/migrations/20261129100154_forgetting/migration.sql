-- CreateTable
CREATE TABLE "forgettings" (
    "organisation_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "terms" JSONB NOT NULL,
    "texts" JSONB NOT NULL,
    "actor_id" UUID,
    "surface" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "forgettings_pkey" PRIMARY KEY ("organisation_id","subject")
);

-- CreateTable
CREATE TABLE "forgotten" (
    "hash" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "forgotten_pkey" PRIMARY KEY ("hash")
);

-- CreateIndex
CREATE INDEX "forgettings_due_at_idx" ON "forgettings"("due_at");

-- AddForeignKey
ALTER TABLE "forgettings" ADD CONSTRAINT "forgettings_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
