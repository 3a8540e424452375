/** The Teams adapter as it speaks with the stand-in Teams, in this process or in another one. */
import { type TeamsTuning, teamsPlatform } from '../../../src/adapters/teams/start.js';
import type { StandInTeams } from './server.js';

/** What the bot has to know of the stand-in Teams; it stays the same as JSON. */
export interface StandInAddress extends Pick<StandInTeams, 'issuer' | 'botToken'> {
  readonly world: Pick<StandInTeams['world'], 'appId' | 'tenantId'>;
}

export function standInPlatform(teams: StandInAddress, tuning: TeamsTuning) {
  const { appId, tenantId } = teams.world;
  const app = { id: appId, type: 'SingleTenant', tenantId, password: 'secret' } as const;
  const here = { issuer: teams.issuer, tokenFor: async () => teams.botToken };
  const quick = { patienceMs: 20_000, pause: async () => {}, conversationRates: [] };
  return teamsPlatform({ app, tenantIds: [tenantId] }, { ...here, ...quick, ...tuning });
}
