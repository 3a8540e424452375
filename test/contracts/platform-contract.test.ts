import { describePlatform } from './platform-contract.js';
import { openPlaygroundBench } from './playground-bench.js';
import { openSlackBench } from './slack-bench.js';

describePlatform('Slack', openSlackBench);
describePlatform('The playground', openPlaygroundBench);
