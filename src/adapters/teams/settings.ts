/** Teams' part of the configuration: Bot Framework's usual keys, and what the adapter is built with. */
import { z } from 'zod';
import type { PlatformConfig, SetKeys } from '../platform/platform-config.js';

export interface TeamsSettings {
  /** Of the bot's registration. null: `TEAMS=local`, for tools on this machine that send no tokens. */
  readonly app: TeamsApp | null;
  /** Entra tenant ids that may use the bot, lower case; empty: any (never in production). */
  readonly tenantIds: readonly string[];
  /** `2027-05-01`, as the operator said; absent: nobody said. */
  readonly secretExpiresOn?: string;
}

/** The bot's registration in Entra: its id, and how it gets tokens: a secret, a certificate or a managed identity. */
export interface TeamsApp {
  readonly id: string;
  readonly type: 'SingleTenant' | 'MultiTenant' | 'UserAssignedMSI';
  readonly tenantId?: string;
  readonly password?: string;
  readonly certificate?: { readonly thumbprint: string; readonly privateKey: string };
}

const guid = z.guid('must be an id like 00000000-0000-0000-0000-000000000000');

const shape = {
  MicrosoftAppType: z
    .enum(['SingleTenant', 'MultiTenant', 'UserAssignedMSI'], {
      error: 'must be SingleTenant, UserAssignedMSI or MultiTenant',
    })
    .default('SingleTenant'),
  MicrosoftAppId: guid.optional(),
  MicrosoftAppPassword: z.string().optional(),
  MicrosoftAppTenantId: guid.optional(),
  CertificateThumbprint: z.string().optional(),
  CertificatePrivateKey: z.string().optional(),
  TEAMS_TENANTS: z
    .string()
    .transform((text) => text.split(',').map((id) => id.trim().toLowerCase()))
    .pipe(z.array(guid))
    .optional(),
  TEAMS_SECRET_EXPIRES: z.iso.date({ error: 'must be a date like 2027-05-01' }).optional(),
  TEAMS: z.enum(['local'], { error: 'must be local, or left out' }).optional(),
};

/** Environment variables of Teams. Settings are null where Teams is not set up. */
export const teamsConfig: PlatformConfig<typeof shape, TeamsSettings> = {
  shape,
  problems,
  settings(config) {
    const { MicrosoftAppId: id, MicrosoftAppTenantId: tenantId, TEAMS_TENANTS: listed } = config;
    const tenantIds = listed ?? (tenantId === undefined ? [] : [tenantId.toLowerCase()]);
    if (id === undefined) return config.TEAMS === 'local' ? { app: null, tenantIds } : null;
    const { CertificateThumbprint: thumbprint, CertificatePrivateKey: privateKey } = config;
    return {
      tenantIds,
      ...(config.TEAMS_SECRET_EXPIRES !== undefined && { secretExpiresOn: config.TEAMS_SECRET_EXPIRES }),
      app: {
        id,
        type: config.MicrosoftAppType,
        tenantId,
        password: config.MicrosoftAppPassword,
        ...(thumbprint && privateKey && { certificate: { thumbprint, privateKey } }),
      },
    };
  },
};

/** Without an app id nothing that comes in is checked, so that is for this machine alone. */
function problems(set: SetKeys): readonly string[] {
  if (set.MicrosoftAppId === undefined) return problemsWithoutApp(set);
  const type = set.MicrosoftAppType ?? 'SingleTenant';
  const hasCertificate = set.CertificateThumbprint !== undefined && set.CertificatePrivateKey !== undefined;
  const isManaged = type === 'UserAssignedMSI';
  return [
    ...(set.TEAMS === 'local' ? ['TEAMS: is local only without MicrosoftAppId; leave one of them out'] : []),
    ...(type !== 'MultiTenant' && set.MicrosoftAppTenantId === undefined
      ? [`MicrosoftAppTenantId: a bot of type ${type} needs this too`]
      : []),
    ...(type === 'MultiTenant' && set.TEAMS_TENANTS === undefined && set.MicrosoftAppTenantId === undefined
      ? ['TEAMS_TENANTS: a bot of type MultiTenant needs the ids of the tenants that may use it, with commas between']
      : []),
    ...(isManaged && set.MicrosoftAppPassword !== undefined
      ? ['MicrosoftAppPassword: a managed identity (UserAssignedMSI) has none; leave it out']
      : []),
    ...(!isManaged && set.MicrosoftAppPassword === undefined && !hasCertificate
      ? ['MicrosoftAppPassword: Teams needs this, or CertificateThumbprint and CertificatePrivateKey']
      : []),
  ];
}

function problemsWithoutApp(set: SetKeys): readonly string[] {
  const others = ['MicrosoftAppPassword', 'MicrosoftAppTenantId', 'CertificateThumbprint', 'CertificatePrivateKey'];
  const inVain = others.filter((key) => set[key] !== undefined);
  return [
    ...(inVain.length > 0 ? [`MicrosoftAppId: Teams needs this too; set it, or leave out ${inVain.join(', ')}`] : []),
    ...(set.TEAMS === 'local' && set.NODE_ENV === 'production'
      ? ['TEAMS: local checks no tokens, so it is refused in production; set MicrosoftAppId instead']
      : []),
  ];
}
