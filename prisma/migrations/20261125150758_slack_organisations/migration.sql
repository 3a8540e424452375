-- AlterTable
ALTER TABLE "groups" ADD COLUMN     "external_id" TEXT;

-- AlterTable
ALTER TABLE "members" ADD COLUMN     "quiet_until" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "workspace_invitations" (
    "code_hash" TEXT NOT NULL,
    "organisation_id" UUID NOT NULL,
    "created_by_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "workspace_invitations_pkey" PRIMARY KEY ("code_hash")
);

-- CreateTable
CREATE TABLE "slack_installations" (
    "key" TEXT NOT NULL,
    "organisation_id" UUID NOT NULL,
    "team_id" TEXT,
    "enterprise_id" TEXT,
    "name" TEXT NOT NULL,
    "bot_user_id" TEXT NOT NULL,
    "bot_id" TEXT,
    "installer_id" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "bot_token" TEXT NOT NULL,
    "refresh_token" TEXT,
    "expires_at" TIMESTAMPTZ(3),
    "renewing_until" TIMESTAMPTZ(3),
    "warned_at" TIMESTAMPTZ(3),
    "installed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "slack_installations_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "slack_grid_teams" (
    "team_id" TEXT NOT NULL,
    "enterprise_id" TEXT NOT NULL,

    CONSTRAINT "slack_grid_teams_pkey" PRIMARY KEY ("team_id")
);

-- CreateTable
CREATE TABLE "slack_install_states" (
    "hash" TEXT NOT NULL,
    "options" JSONB NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "slack_install_states_pkey" PRIMARY KEY ("hash")
);

-- CreateIndex
CREATE INDEX "slack_grid_teams_enterprise_id_idx" ON "slack_grid_teams"("enterprise_id");

-- CreateIndex
CREATE UNIQUE INDEX "groups_organisation_id_external_id_key" ON "groups"("organisation_id", "external_id");

-- CreateIndex
CREATE INDEX "living_messages_channel_message_idx" ON "living_messages"("channel", "message");
