/**
 * Who may import whom: the layers of ARCHITECTURE.md as rules, run by `npm run check`. Imports of types count too.
 *   kernel <- chat <- calendar, features      kernel <- storage <- a room's store      chat, kernel <- adapters
 *   rooms, by the door only: people <- customers <- feedback <- ideas, nps <- meetings
 */

/** The files that speak to the database: a store.ts, a folder store/, or one of several named *-store.ts. */
const store = '(/store\\.ts$|/store/|-store\\.ts$)';
const storage = '^src/storage/';
const composition = '^src/((main|cli|app|bot|house)\\.ts$|(backup|doctor)/)';

/** A room, and those below it through whose doors it may go. */
const rooms = {
  people: [],
  customers: ['people'],
  feedback: ['people', 'customers'],
  ideas: ['people', 'customers', 'feedback'],
  nps: ['people', 'customers', 'feedback'],
  surveys: ['people', 'customers', 'feedback', 'nps'],
  notices: ['people', 'customers', 'feedback'],
  trials: ['people', 'customers', 'feedback', 'ideas', 'surveys'],
  risk: ['people', 'customers', 'feedback'],
  themes: ['people', 'customers', 'feedback', 'ideas'],
  imports: ['people', 'customers', 'feedback', 'nps'],
  'first-week': ['people', 'customers', 'feedback', 'meetings'],
  meetings: ['people', 'customers', 'feedback', 'ideas', 'nps', 'notices', 'trials'],
  briefs: ['people', 'customers'],
  home: ['people', 'surveys'],
  keys: ['people'],
  webhooks: ['people'],
  newsletter: ['people', 'customers', 'feedback', 'nps', 'meetings'],
  honours: ['people', 'feedback', 'ideas', 'meetings'],
  alerts: ['people', 'customers', 'surveys'],
  assistants: ['people', 'customers', 'feedback', 'meetings'],
  leaving: ['people', 'customers', 'feedback', 'ideas'],
};

function only(folder, allowed, why) {
  return {
    name: `${folder}-sees-${allowed.join('-') || 'itself-alone'}`,
    comment: why,
    severity: 'error',
    from: { path: `^src/${folder}/` },
    to: { path: '^src/', pathNot: [folder, ...allowed].map((name) => `^src/${name}/`) },
  };
}

function roomSees(room, below) {
  return {
    name: `room-${room}-sees-${below.join('-') || 'no-other-room'}`,
    comment: 'Rooms see the ones below them, by the door: index.ts. Nobody pushes into a room above.',
    severity: 'error',
    from: { path: `^src/features/${room}/` },
    to: {
      path: '^src/features/',
      pathNot: [`^src/features/${room}/`, ...below.map((other) => `^src/features/${other}/index\\.ts$`)],
    },
  };
}

function packageOnlyIn(pattern, where, why) {
  return {
    name: `${pattern.replace(/\W+/g, '-').replace(/^-|-$/g, '')}-in-one-place`,
    comment: why,
    severity: 'error',
    from: { path: '^src/', pathNot: where },
    to: { path: `node_modules/(@types/)?(${pattern})/` },
  };
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Of two files that need each other, one part belongs into a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    only('kernel', [], 'The kernel knows nothing of the product.'),
    only('chat', ['kernel'], 'The neutral language knows neither rooms nor platforms.'),
    only('storage', ['kernel'], 'Storage opens databases; what is kept in them is the rooms’ business.'),
    only('calendar', ['chat', 'kernel'], 'Reading calendars knows no room; rooms decide what a date means.'),
    only('delivery', ['chat', 'kernel', 'storage'], 'Delivery carries cards; rooms compose them.'),
    only(
      'reminders',
      ['chat', 'kernel', 'storage', 'delivery'],
      'Rooms register with the engine; it knows none of them.',
    ),
    only('features', ['chat', 'kernel', 'storage', 'delivery', 'reminders', 'calendar'], 'Rooms know no platform.'),
    only(
      'adapters',
      ['chat', 'kernel', 'storage'],
      'Adapters reach rooms by the router, and by what app.ts hands them.',
    ),
    ...Object.entries(rooms).map(([room, below]) => roomSees(room, below)),
    {
      name: 'rooms-are-listed',
      comment: 'A new room gets its line in the table of this file.',
      severity: 'error',
      from: { path: '^src/features/', pathNot: `^src/features/(${Object.keys(rooms).join('|')})/` },
      to: {},
    },
    {
      name: 'rules-are-pure',
      comment: 'A rule answers from what it is given: no store, no clock, no cards.',
      severity: 'error',
      from: { path: '^src/features/[^/]+/rules/' },
      to: {
        path: '^src/',
        pathNot: [
          '^src/features/[^/]+/rules/',
          '^src/kernel/(?!clock|logger|scheduler)',
          '^src/chat/',
          '^src/reminders/roles\\.ts$',
          '^src/calendar/dates/',
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'rules-need-no-packages',
      comment: 'No I/O and no zod in a rule; comparing, hashing and parsing an expression are pure.',
      severity: 'error',
      from: { path: '^src/features/[^/]+/rules/' },
      to: {
        pathNot: ['^(node:)?(util|crypto)$', '^node_modules/jsep/'],
        dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-no-pkg'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'delivery-by-its-types',
      comment: 'Rooms write orders (delivery.ts); app.ts hands them the outbox.',
      severity: 'error',
      from: { path: '^src/features/' },
      to: { path: '^src/delivery/', pathNot: '^src/delivery/delivery\\.ts$' },
    },
    {
      name: 'storage-in-stores',
      comment: 'Only a store speaks to the database. Others may name its types, to hand a transaction on.',
      severity: 'error',
      from: { path: '^src/', pathNot: [storage, '^src/delivery/', composition, store] },
      // For whom work is done is said where it begins.
      to: { path: storage, pathNot: '^src/storage/scope\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'rows-in-stores',
      comment: 'A row of the database ends at the store, which gives back the types of the rules.',
      severity: 'error',
      from: { path: '^src/', pathNot: [storage, store] },
      to: {
        path: '^src/storage/(?!copy/index\\.ts|database\\.ts|folder-lock\\.ts|inspect\\.ts|scope\\.ts|secret\\.ts)',
      },
    },
    {
      name: 'adapters-apart',
      comment:
        'No platform leans on another; all stand on adapters/platform. The playground shows what both would show, so it sees their renderers.',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/', pathNot: '^src/adapters/playground/' },
      to: {
        path: '^src/adapters/[^/]+/',
        pathNot: [
          '^src/adapters/$1/',
          '^src/adapters/platform/',
          '^src/adapters/http/',
          '^src/adapters/guarded/',
          '^src/adapters/chart-picture/draw-chart\\.ts$',
        ],
      },
    },
    {
      name: 'playground-sees-renderers',
      severity: 'error',
      from: { path: '^src/adapters/playground/' },
      to: {
        path: '^src/adapters/(?!playground/)[^/]+/',
        pathNot: ['^src/adapters/(platform|http)/', '/(render-card|render-form|buttons|draw-chart)\\.ts$'],
      },
    },
    {
      name: 'app-in-main-alone',
      comment: 'app.ts knows everything, so nothing may know it.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/main\\.ts$' },
      to: { path: '^src/(app|main|cli)\\.ts$' },
    },
    {
      name: 'house-in-the-entries-alone',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/((app|bot|cli)\\.ts$|backup/)' },
      to: { path: '^src/(bot|house)\\.ts$' },
    },
    {
      name: 'config-in-the-entries-alone',
      comment: 'The others are handed what they need, so that a test can hand them something else.',
      severity: 'error',
      from: { path: '^src/', pathNot: composition },
      to: { path: '^src/config\\.ts$' },
    },
    packageOnlyIn('@slack/[^/]+', '^src/adapters/slack/', 'What Slack changes is changed in one folder.'),
    packageOnlyIn(
      'botbuilder[^/]*',
      '^src/adapters/teams/',
      'Support ended in 2025: that folder is what a successor replaces.',
    ),
    packageOnlyIn('node-cron', '^src/kernel/(scheduler|time/cron)\\.ts$', 'One heart, and one reader of its language.'),
    packageOnlyIn(
      '@prisma/[^/]+|prisma|sql-template-tag|pg|@electric-sql/[^/]+|pglite-[^/]+',
      '^src/storage/',
      'One way to the database.',
    ),
    packageOnlyIn('intl-messageformat', '^src/kernel/language/', 'One way to say something.'),
    packageOnlyIn('cronstrue', '^src/features/meetings/schedule/', 'Shown back where it is read.'),
    packageOnlyIn('ipaddr\\.js', '^src/adapters/guarded/', 'One guard.'),
    {
      name: 'drawing-comes-with-the-first-chart',
      comment:
        'What draws takes some 30 MB: a bot that never draws does not carry it, so it is imported when asked for.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: 'node_modules/(echarts|@resvg/[^/]+)/', dynamic: false, dependencyTypesNot: ['type-only'] },
    },
    packageOnlyIn('echarts|@resvg/[^/]+|dejavu-fonts-ttf', '^src/adapters/chart-picture/', 'One drawing, for all.'),
    packageOnlyIn('@modelcontextprotocol/[^/]+', '^src/adapters/web-api/mcp/', 'One door for assistants.'),
    packageOnlyIn('standardwebhooks', '^src/adapters/webhooks/', 'Rooms know no signatures.'),
    packageOnlyIn('prom-client', '^src/adapters/metrics/', 'Work is told on a channel that knows no format.'),
    packageOnlyIn('@opentelemetry/[^/]+', '^src/adapters/tracing/', 'Work is told on a channel that knows no format.'),
    packageOnlyIn(
      'express',
      '^src/(app\\.ts|adapters/(http|metrics|platform|playground|public-pages|web-api|slack|teams)/)',
      'Rooms know no HTTP.',
    ),
    {
      name: 'dev-packages-stay-home',
      comment:
        'What runs is installed by `npm ci --omit=dev` too. What writes migrations does not run: schema-engine.ts, and ' +
        'pglite-adapter.ts, which only it imports.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/storage/(schema-engine|pglite-adapter)\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'everything-is-found',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'tests-stay-outside',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(src/(storage/generated|adapters/playground/page)|test/support/generated/internal)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types'] },
  },
};
