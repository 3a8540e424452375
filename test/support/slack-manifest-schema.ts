/**
 * Slack's manifest schema, version 2, as far as this app uses it (docs of the app manifest; slackapi/manifest-schema):
 * what stands here in no line is refused there. A bot's name is held to the signs that the docs name.
 */
import { z } from 'zod';

const text = (least: number, most: number) => z.string().min(least).max(most);
const address = z
  .string()
  .regex(/^https:\/\//)
  .max(3_000);
const unique = <T extends z.ZodType>(of: T, most: number) =>
  z
    .array(of)
    .min(1)
    .max(most)
    .refine((all) => new Set(all).size === all.length, 'named twice');
const scopes = unique(z.string().regex(/^[a-z_]+(\.[a-z]+)?(:[a-z]+(\.[a-z]+)?)?$/), 255);

export const slackManifest = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(2), minor_version: z.literal(1) }),
  display_information: z.strictObject({
    name: text(1, 35),
    description: text(1, 140),
    long_description: text(175, 4_000),
    background_color: z.string().regex(/^#([0-9a-fA-F]{3}){1,2}$/),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({ display_name: z.string().regex(/^[a-z0-9._-]{1,80}$/), always_online: z.boolean() }),
    shortcuts: z
      .array(
        z.strictObject({
          name: text(1, 24),
          type: z.enum(['message', 'global']),
          callback_id: text(1, 255),
          description: text(1, 150),
        }),
      )
      .min(1)
      .max(10),
    slash_commands: z
      .array(
        z.strictObject({
          command: z.string().regex(/^\/\S{1,31}$/),
          url: address.optional(),
          description: text(1, 2_000),
          usage_hint: text(1, 1_000),
          should_escape: z.boolean(),
        }),
      )
      .min(1)
      .max(50),
  }),
  oauth_config: z.strictObject({
    redirect_urls: unique(address, 1_000).optional(),
    scopes: z.strictObject({ bot: scopes, bot_optional: scopes }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({
      request_url: address.optional(),
      bot_events: unique(z.string().regex(/^[a-z_]+(\.[a-z]+)?$/), 100),
    }),
    interactivity: z.strictObject({ is_enabled: z.boolean(), request_url: address.optional() }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});
