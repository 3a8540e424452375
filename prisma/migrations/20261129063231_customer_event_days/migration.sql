-- CreateIndex
CREATE INDEX "customer_events_day_idx" ON "customer_events"("day") WHERE (day <> '');
