-- CreateTable
CREATE TABLE "answer_days" (
    "organisation_id" UUID NOT NULL,
    "day" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "counted_at" TIMESTAMPTZ(3) NOT NULL,
    "answered" INTEGER[],
    "kept" INTEGER[],

    CONSTRAINT "answer_days_pkey" PRIMARY KEY ("organisation_id","day")
);

-- CreateTable
CREATE TABLE "walls" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "walls_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "walls_organisation_id_number_key" ON "walls"("organisation_id", "number");

-- AddForeignKey
ALTER TABLE "answer_days" ADD CONSTRAINT "answer_days_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "walls" ADD CONSTRAINT "walls_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
