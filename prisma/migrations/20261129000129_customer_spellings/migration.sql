-- AlterTable
ALTER TABLE "customer_keys" DROP CONSTRAINT "customer_keys_pkey",
ADD COLUMN     "id" BIGSERIAL NOT NULL,
ADD CONSTRAINT "customer_keys_pkey" PRIMARY KEY ("id");

-- CreateIndex
CREATE UNIQUE INDEX "customer_keys_customer_id_key_alias_key" ON "customer_keys"("customer_id", "key", "alias");
