-- CreateTable
CREATE TABLE "delivery_rests" (
    "destination" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "noted_by" UUID NOT NULL,

    CONSTRAINT "delivery_rests_pkey" PRIMARY KEY ("destination")
);
