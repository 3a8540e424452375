/** The CRMs' part of the configuration, and the sources that follow from it. */
import { z } from 'zod';
import type { CustomerSource } from '../../chat/customer-source.js';
import type { Clock } from '../../kernel/clock.js';
import type { PlatformConfig } from '../platform/platform-config.js';
import { createHubspot } from './hubspot.js';
import { createSignedLookUp } from './signed-look-up.js';

const address = z.url({ protocol: /^https?$/, error: 'must be an address like https://n8n.example.com/webhook/who' });

const shape = {
  HUBSPOT_TOKEN: z.string().optional(),
  HUBSPOT_API_URL: address.transform((url) => url.replace(/\/+$/, '')).default('https://api.hubapi.com'),
  CRM_LOOKUP_URL: z
    .string()
    .refine(
      (url) => address.safeParse(filled(url)).success,
      'must be an address like https://n8n.example.com/who?name={name}',
    )
    .refine((url) => /\{(?:name|domain)\}/.test(url), 'must hold {name}, {domain} or both, where they belong')
    .optional(),
  CRM_LOOKUP_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
  CRM_LOOKUP_NAME: z.string().max(30, 'must have at most 30 characters').default('CRM'),
  CRM_LOOKUP_FIELDS: z.string().transform(readFields).optional(),
  CRM_ORGANISATION: z.guid('must be an id, as npm run organisation -- list shows it').optional(),
  CRM_PRIVATE_ADDRESSES: z.enum(['on', 'off'], { error: 'must be one of on, off' }).default('off'),
};

/** Label and path of each field: `Plan=account.plan; Owner=owner.name`. */
function readFields(text: string, context: z.RefinementCtx): ReadonlyMap<string, readonly string[]> {
  const pairs = text.split(';').filter((pair) => pair.trim() !== '');
  const fields = new Map(
    pairs.map((pair): [string, readonly string[]] => {
      const at = pair.lastIndexOf('=');
      return [
        pair.slice(0, at).trim(),
        pair
          .slice(at + 1)
          .trim()
          .split('.'),
      ];
    }),
  );
  const isWhole = pairs.every((pair) => {
    const [name = '', path = '', ...more] = pair.split('=').map((part) => part.trim());
    return name !== '' && more.length === 0 && path.split('.').every((part) => /^\S+$/u.test(part));
  });
  if (!isWhole) context.addIssue('must be like Plan=account.plan; Owner=owner.name');
  else if (fields.size > 20) context.addIssue('must name at most 20 fields');
  return fields;
}

const filled = (url: string): string => url.replaceAll(/\{(?:name|domain)\}/g, 'x');

/** What the sources are made with. */
export interface CrmSettings {
  /** They need the clock, which the configuration does not have. */
  sources(clock: Clock): readonly CustomerSource[];
}

/** Environment variables of CRMs. Settings are null where none is connected. */
export const crmConfig: PlatformConfig<typeof shape, CrmSettings> = {
  shape,
  problems({ CRM_LOOKUP_URL: url, CRM_LOOKUP_SECRET: secret }) {
    if (url !== undefined && secret === undefined) {
      return ['CRM_LOOKUP_SECRET: must be set beside CRM_LOOKUP_URL, for example to what openssl rand -hex 32 says'];
    }
    return [];
  },
  settings(config) {
    const { HUBSPOT_TOKEN: token, CRM_LOOKUP_URL: url, CRM_LOOKUP_SECRET: secret } = config;
    if (token === undefined && url === undefined) return null;
    const organisationId = config.CRM_ORGANISATION?.toLowerCase() ?? null;
    const shared = { organisationId, allowPrivate: config.CRM_PRIVATE_ADDRESSES === 'on' };
    const { CRM_LOOKUP_NAME: name, CRM_LOOKUP_FIELDS: fields = new Map(), HUBSPOT_API_URL: apiUrl } = config;
    return {
      sources: (clock) => [
        ...(token === undefined ? [] : [createHubspot({ ...shared, token, apiUrl })]),
        ...(url && secret ? [createSignedLookUp({ ...shared, name, url, secret, fields, clock })] : []),
      ],
    };
  },
};
