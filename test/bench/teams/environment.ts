/** How a bench tells a process of its own where the stand-in Teams is. */
import type { StandInTeams } from '../../support/stand-in-teams/server.js';

/** For the process's environment. */
export function teamsEnv({ world, botToken, issuer }: StandInTeams): Record<string, string> {
  const { name, openIdMetadataUrl } = issuer;
  return {
    BENCH_TEAMS: JSON.stringify({
      appId: world.appId,
      tenantId: world.tenantId,
      botToken,
      issuer: { name, openIdMetadataUrl },
    }),
  };
}

interface TeamsEnvironment {
  readonly appId: string;
  readonly tenantId: string;
  readonly botToken: string;
  readonly issuer: StandInTeams['issuer'];
  readonly databaseUrl: string;
}

/** What teamsEnv wrote, in that process. */
export function teamsFromEnv(): TeamsEnvironment {
  const { BENCH_TEAMS = '{}', DATABASE_URL: databaseUrl = '' } = process.env;
  return { ...(JSON.parse(BENCH_TEAMS) as TeamsEnvironment), databaseUrl };
}
