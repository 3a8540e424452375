-- CreateTable
CREATE TABLE "delivery_notices" (
    "destination" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "told_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "delivery_notices_pkey" PRIMARY KEY ("destination","cause")
);
