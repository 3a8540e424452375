-- CreateTable
CREATE TABLE "slack_deeds" (
    "key" TEXT NOT NULL,
    "begun_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "forget_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "slack_deeds_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "slack_deeds_forget_at_idx" ON "slack_deeds"("forget_at");
