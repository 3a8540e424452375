import { describePlatform } from './platform-contract.js';
import { openPlaygroundBench } from './playground-bench.js';
import { openSlackBench } from './slack-bench.js';
import { openTeamsBench } from './teams-bench.js';

describePlatform('Slack', openSlackBench);
describePlatform('Teams', openTeamsBench);
describePlatform('The playground', openPlaygroundBench);
