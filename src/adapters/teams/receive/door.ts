/**
 * The one file that knows Microsoft's SDK: it checks the tokens of what comes in and fetches those for what goes out.
 * A successor (docs/decisions) fills the same interface. Imported only where Teams is configured: it is large.
 */
import type { TurnContext } from 'botbuilder';
import type { Logger } from '../../../kernel/logger.js';
import type { TokenFor } from '../send/connector.js';
import type { TeamsApp } from '../settings.js';
import { aloud, quietly } from './sdk-noise.js';

/** The answer to an invoke. */
export interface InvokeAnswer {
  readonly status: number;
  readonly body?: unknown;
}

/** The token is missing, expired, of another issuer, for another bot, or not for this `serviceUrl`. */
export class Unauthorised extends Error {}

/** Checks who is calling, and gets tokens for calls of our own. Only this file knows botbuilder. */
export interface Door {
  /**
   * Does the work when the token is right. Answers what the work answers.
   * @param body the activity as it came
   * @throws Unauthorised, and what the work throws
   */
  take(authorization: string, body: object, work: () => Promise<InvokeAnswer | null>): Promise<InvokeAnswer | null>;
  readonly tokenFor: TokenFor;
}

/** Where tokens come from; absent: Microsoft's. Tests name an issuer of their own. */
export interface Issuer {
  readonly name: string;
  readonly openIdMetadataUrl: string;
}

/** For tools on this machine: nothing is checked, and no token is sent. */
export const localDoor: Door = {
  take: (_authorization, _body, work) => work(),
  tokenFor: async () => null,
};

const connectorAudience = 'https://api.botframework.com';
const loginUrl = 'https://login.microsoftonline.com/';

export interface DoorOptions {
  /** Of what the SDK complains about; absent: nobody hears it. */
  readonly log?: Logger;
  readonly issuer?: Issuer;
}

/** Loads botbuilder and prepares the checks. */
export async function openDoor(app: TeamsApp, { log, issuer }: DoorOptions = {}): Promise<Door> {
  const sdk = await import('botbuilder');
  const credentials = new sdk.ConfigurationServiceClientCredentialFactory({
    MicrosoftAppId: app.id,
    MicrosoftAppType: app.type,
    ...(app.tenantId !== undefined && { MicrosoftAppTenantId: app.tenantId }),
    ...(app.password !== undefined && { MicrosoftAppPassword: app.password }),
    ...(app.certificate && {
      CertificateThumbprint: app.certificate.thumbprint,
      CertificatePrivateKey: app.certificate.privateKey,
    }),
  });
  const authentication = new sdk.ConfigurationBotFrameworkAuthentication(
    {
      ...(issuer && {
        ToChannelFromBotLoginUrl: loginUrl,
        ToChannelFromBotOAuthScope: connectorAudience,
        ToBotFromChannelTokenIssuer: issuer.name,
        ToBotFromChannelOpenIdMetadataUrl: issuer.openIdMetadataUrl,
        ToBotFromEmulatorOpenIdMetadataUrl: issuer.openIdMetadataUrl,
        OAuthUrl: connectorAudience,
        CallerId: 'empty-chair',
        ValidateAuthority: true,
      }),
    },
    credentials,
  );

  /** `CloudAdapter.process` would print errors past our log, and show their text to whoever asked. */
  class Adapter extends sdk.CloudAdapter {
    take(authorization: string, body: object, logic: (context: TurnContext) => Promise<void>) {
      return this.processActivity(authorization, body as never, logic);
    }
  }
  const adapter = new Adapter(authentication);

  return {
    async take(authorization, body, work) {
      let hasBegun = false;
      let answer: InvokeAnswer | null = null;
      try {
        const checked = () =>
          adapter.take(authorization, body, async () => {
            hasBegun = true;
            answer = await aloud(work);
          });
        await quietly((words) => log?.info({ words }, 'teams sdk complained'), checked);
      } catch (error) {
        // What is thrown before the work began is about the token alone.
        if (!hasBegun && isAboutToken(error)) throw new Unauthorised();
        throw error;
      }
      return answer;
    },
    async tokenFor() {
      const found = await credentials.createCredentials(app.id, connectorAudience, loginUrl, true);
      return 'getToken' in found && typeof found.getToken === 'function' ? String(await found.getToken()) : null;
    },
  };
}

/** The SDK's own error, or one of jsonwebtoken's that it passes on. */
function isAboutToken(error: unknown): boolean {
  const kinds = /^(AuthenticationError|JsonWebTokenError|TokenExpiredError|NotBeforeError)$/;
  return error instanceof Error && (kinds.test(error.name) || kinds.test(error.constructor.name));
}
