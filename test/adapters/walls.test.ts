/**
 * Each organisation apart, at the web: another company tries every route there is with the ids, keys and links that the
 * first one has. The routes are read from the source: one that is new and not tried here is red.
 */
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import express from 'express';
import { createAllowance } from '../../src/adapters/http/allowance.js';
import { createPlaygroundPeople } from '../../src/adapters/playground/people/playground-people.js';
import { createPlayground } from '../../src/adapters/playground/start.js';
import { bounceRoutes } from '../../src/adapters/public-pages/bounce-routes.js';
import { homeRoutes } from '../../src/adapters/public-pages/home-routes.js';
import { publicPages } from '../../src/adapters/public-pages/routes.js';
import { trialRoutes } from '../../src/adapters/public-pages/trial-routes.js';
import { views } from '../../src/adapters/web-api/bi/views.js';
import { boardRoutes } from '../../src/adapters/web-api/board-routes.js';
import { exportRoutes } from '../../src/adapters/web-api/export-routes.js';
import { hostRoute } from '../../src/adapters/web-api/host/host-route.js';
import { createLocalHost } from '../../src/adapters/web-api/host/local-host.js';
import { createWebApi } from '../../src/adapters/web-api/index.js';
import { tools } from '../../src/adapters/web-api/mcp/server.js';
import { minutesRoutes } from '../../src/adapters/web-api/minutes-routes.js';
import { createRouter } from '../../src/chat/router.js';
import { createKey } from '../../src/features/keys/create-key.js';
import { callsAcross, inOrganisation } from '../../src/storage/database.js';
import { makeCompany } from '../support/company.js';
import { describeOnDatabase } from '../support/database.js';
import { createFullStage } from '../support/every-room.js';
import { firstId, holdingsOf, idsOf, playFirst, secret } from '../support/first-company.js';
import { harbourLights } from '../support/harbour-lights.js';
import { routesInSource } from '../support/routes-in-source.js';
import type { Stage } from '../support/stage.js';
import { writeDown } from '../support/written-down.js';

/** What tools take as numbers, or from a list. */
const numeric = new Set(['limit', 'days', 'which', 'severity']);

interface Call {
  readonly path: string;
  readonly body?: unknown;
  readonly key?: string | null;
  /** What of the body is anybody's words; absent: all. */
  readonly words?: unknown;
}

describeOnDatabase('At the web, another organisation', (database) => {
  let stage: Stage;
  let close: () => Promise<void> = async () => undefined;
  afterEach(async () => {
    await close();
    await stage.stop();
  });

  test('reads and changes nothing of the first one at any route', async () => {
    const written = writeDown();
    const { log } = written;
    const first = await createFullStage({ database: database(), workspace: harbourLights, log, word: secret });
    stage = first;
    const { house } = stage;
    const { clock } = house;
    const deps = { database: database(), clock };
    const shown = await playFirst(first, database());
    const ours = await firstId(database());
    const [meeting] = await database().query<{ id: string }[]>`SELECT id::text FROM meetings WHERE state = 'closed'`;
    const minutes = `/minutes/${meeting?.id}.md`;
    const [chart = ''] = /\/charts\/[^"?]+\.png/.exec(JSON.stringify(shown)) ?? [];
    const [board = ''] = /\/boards\/[^"?]+\.png/.exec(JSON.stringify(shown)) ?? [];
    const [home = ''] = /\/home\/[\w-]{36}\/[\w-]{36}/.exec(JSON.stringify(shown)) ?? [];
    // Those of the play are withdrawn: all buttons were pressed.
    const [wall = ''] = /\/wall\/[\w-]{60}/.exec(JSON.stringify(await stage.say('grace', 'wall add Roof'))) ?? [];
    const ourKey = await createKey(deps, { organisationId: ours, name: 'ours', signed: false });
    const ids = await idsOf(database(), ours);
    const other = await makeCompany(house.people, { name: 'Other' });
    const key = (
      await createKey(deps, { organisationId: other.organisationId, name: 'theirs', signed: false, isAdmin: true })
    ).key;

    const playground = createPlayground({
      ...deps,
      clock: stage.clock,
      log,
      mayMoveClock: false,
      tellsStory: false,
      handle: async () => {
        throw new Error('Nobody of the playground does anything here.');
      },
      advanceTo: async () => undefined,
      people: createPlaygroundPeople(house.people),
      commands: () => [],
    });
    await playground.connect();
    const web = express();
    if (playground.routes) web.use(playground.routes);
    const pages = { links: house.links, baseUrl: () => 'http://chair.example', drawQr: async () => Buffer.alloc(0) };
    web.use(publicPages({ ...deps, log, ...pages, surveys: house.surveys.pages, notices: house.notices.pages }));
    web.use(bounceRoutes(house.takeBounce));
    web.use(trialRoutes({ log, trials: house.trials.pages }));
    web.use(homeRoutes({ ...deps, log, links: house.links, home: house.home.pages, draw: async () => '<svg></svg>' }));
    // As app.ts has it: an address that is good says for whom the work is.
    const { minutesOf } = callsAcross('signedAddress', house.meetings);
    web.use(minutesRoutes({ ...deps, log, links: house.links, minutesOf }));
    const { customerFile } = house.leaving.exporting;
    web.use(exportRoutes({ ...deps, log, links: house.links, customerFile }));
    const chartOf: typeof house.nps.chartOf = (of, id) => inOrganisation(of, () => house.nps.chartOf(of, id));
    const charts = { chartOf, draw: async () => Buffer.from('png') };
    const { surveys } = house;
    const boards = {
      boardOf: (of: string, id: string) => inOrganisation(of, () => surveys.boardOf(of, id)),
      tableOf: (of: string, id: string) => inOrganisation(of, () => surveys.boardTableOf(of, id)),
      draw: async () => Buffer.from('png'),
    };
    web.use(boardRoutes({ ...deps, log, links: house.links, boards }));
    const keyAllowance = createAllowance({ clock, name: 'key', perMinute: 1_000_000 });
    const ready = async () => ({ database: true, queue: true, migrated: true });
    const { typedHere, handle } = createRouter({ features: house.features, log, championOf: async () => null });
    const mcp = {
      assistants: house.assistants,
      baseUrl: () => 'http://chair.example',
      typedHere: () => typedHere,
      platformOf: async () => null,
    };
    const typed: typeof handle = (interaction, context) =>
      inOrganisation(context.actor.organisationId, () => handle(interaction, context));
    web.use(
      createWebApi({ ...house, ...deps, log, charts, keyAllowance, ready, mcp, handle: typed, baseUrl: pages.baseUrl }),
    );
    web.use(hostRoute({ host: createLocalHost({ ...house, ...deps }), token: 'the operator’s', log }));
    const server = web.listen(0, '127.0.0.1');
    await new Promise((listening) => server.once('listening', listening));
    close = async () => {
      await playground.stop();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    };
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const call = async ({ path, body, key: given = key }: Call) => {
      const response = await fetch(`${url}${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          ...(given !== null && { authorization: `Bearer ${given}` }),
          ...(body !== undefined && {
            ...{ 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
          }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        redirect: 'manual',
        signal: AbortSignal.timeout(20_000),
      });
      return { status: response.status, text: await response.text() };
    };
    const { memberIds, placeIds } = await (async () => {
      const rows = await database().query<{ kind: string; id: string }[]>`
        SELECT 'member' AS kind, id::text FROM members WHERE organisation_id = ${ours}::uuid
        UNION ALL SELECT 'place', id::text FROM places WHERE organisation_id = ${ours}::uuid`;
      const of = (kind: string) => rows.filter((row) => row.kind === kind).map(({ id }) => id);
      return { memberIds: of('member'), placeIds: of('place') };
    })();
    const later = new Date(clock.now().getTime() + 3_600_000);
    /** Signed for a thing of their own, and turned to one of ours. */
    const turned = (own: string, wanted: string) => {
      const { pathname, search } = new URL(house.links.sign(own, later));
      return `${pathname.replace(own, wanted)}${search}`;
    };
    const ended = (wanted: string) => {
      const { pathname, search } = new URL(house.links.sign(wanted, clock.now()));
      return `${pathname}${search}`;
    };
    const theirs = other.organisationId;
    /** Without a signature, with one that has ended, and with one for a thing of their own. */
    const forged = (wanted: string, own: string) =>
      [wanted, ended(wanted), turned(own, wanted)].map((path) => ({ path, key: null }));
    const facts = (type: string) => {
      const names = {
        userId: ids[0],
        groupId: ids[1],
        traits: { name: `${secret} Ltd`, plan: 'Stolen' },
        event: 'Left',
      };
      return { type, previousId: ids[2], ...names };
    };

    const wish = {
      organisationId: theirs,
      name: 'assistant',
      signed: false,
      scopes: ['read', 'capture', 'act'],
    } as const;
    const theirPersons = (await createKey(deps, wish, { memberId: other.memberIds.maya, surface: 'playground' })).key;
    /** Each tool, with whatever of the first company can be named in what it takes. */
    const toolCalls = tools.flatMap(({ name, input }) => {
      // A customer of theirs that is called like an id of ours would be a name that the log may not hold.
      const isKept = name === 'capture_feedback';
      const named = Object.keys(input.shape).filter((key) => !isKept || key !== 'customer');
      const how = { outcome: 'fixed', customerTold: 'x', rootCauseCategory: 'other', rootCause: 'x', prevention: 'x' };
      const givens = [`${secret} Ltd`, secret, ...['F-1', 'F-2', 'TH-1'], ...ids].map((value) =>
        Object.fromEntries(named.filter((key) => !numeric.has(key)).map((key) => [key, value])),
      );
      return [{}, { words: secret }, ...givens].map((given) => ({
        ...{ jsonrpc: '2.0', id: 1, method: 'tools/call' },
        params: { name, arguments: { ...given, ...(name === 'resolve_feedback' && how) } },
      }));
    });

    /** By route, as the source has it: what is tried there. */
    const tries: Readonly<Record<string, readonly Call[]>> = {
      // First: what they say themselves below may come back to them.
      'web-api /api/v1/bi/:file': views.flatMap(({ name }) => [
        { path: `/api/v1/bi/${name}.csv` },
        { path: `/api/v1/bi/${name}.parquet` },
      ]),
      'web-api /odata{/*path}': views.flatMap(({ entitySet, key: { name } }) => [
        { path: `/odata/${entitySet}` },
        ...ids.flatMap((id) => [
          { path: `/odata/${entitySet}(${id})` },
          { path: `/odata/${entitySet}?$filter=${name}%20eq%20${id}` },
          { path: `/odata/${entitySet}?$skiptoken=${Buffer.from(JSON.stringify([id])).toString('base64url')}` },
        ]),
        { path: `/odata/${entitySet}?$filter=true%20or%20organisation_id%20eq%20${ours}` },
      ]),
      'web-api /api/v1/feedback': [
        { path: '/api/v1/feedback?limit=200' },
        { path: '/api/v1/feedback?after=0&state=new' },
        ...ids.map((sourceId) => ({ path: '/api/v1/feedback', body: { text: 'ours now', sourceId } })),
      ],
      'web-api /api/v1/scores': [
        { path: '/api/v1/scores?limit=200' },
        ...ids.map((id) => ({ path: `/api/v1/scores?after=${id}` })),
        ...ids.map((sourceId) => ({ path: '/api/v1/scores', body: { score: 0, sourceId } })),
      ],
      'web-api /api/v1/customers/:name': [`${secret} Ltd`, secret, ...ids].map((name) => ({
        path: `/api/v1/customers/${encodeURIComponent(name)}`,
      })),
      'web-api /api/v1/${name}': [
        ...['identify', 'group', 'track', 'alias'].map((type) => ({ path: `/api/v1/${type}`, body: facts(type) })),
        { path: '/v1/batch', body: { batch: ['identify', 'group', 'track'].map(facts) } },
      ],
      // What can be typed and pressed is tried in the rooms; here, that a key of theirs types for them alone.
      'web-api /api/v1/commands': [
        ...['feedback F-1', 'feedback list', 'ideas', 'nps', 'meeting'].map((line) => ({ line })),
        ...placeIds.flatMap((place) => ['feedback list', 'meeting', 'owe'].map((line) => ({ line, place }))),
        ...ids.map((value) => ({ press: { action: 'feedback.show', value } })),
        ...ids.map((subject) => ({ submit: { form: 'feedback.resolve', subject, values: { outcome: 'fixed' } } })),
      ].map((body) => ({ path: '/api/v1/commands', body, key: theirPersons, words: ids })),
      'web-api /mcp': toolCalls.map((body) => ({
        ...{ path: '/mcp', body, key: theirPersons, words: body.params.arguments },
      })),
      'web-api /api/v1/audit': [{ path: '/api/v1/audit?limit=200' }, { path: '/api/v1/audit?after=0' }],
      'web-api /charts/:organisation/:chart.png': [
        ...forged(chart, chart.replace(ours, theirs)),
        ...ids.flatMap((id) => forged(`/charts/${ours}/${id}.png`, `/charts/${theirs}/${id}.png`)),
        // Signed for their own organisation, and of a metric that is ours.
        { path: turned(chart.replace(ours, theirs), chart.replace(ours, theirs)), key: null },
      ],
      ...Object.fromEntries(
        ['png', 'csv'].map((ending) => {
          const own = board.replace(ours, theirs).replace('.png', `.${ending}`);
          return [
            `web-api /boards/:organisationId/:surveyId.${ending}`,
            [
              ...forged(board.replace('.png', `.${ending}`), own),
              ...ids.flatMap((id) => forged(`/boards/${ours}/${id}.${ending}`, `/boards/${theirs}/${id}.${ending}`)),
              // Signed for their own organisation, and of a survey that is ours.
              { path: turned(own, own), key: null },
            ],
          ];
        }),
      ),
      'web-api /exports/:organisationId/:customerId/:viewerId.json': ids.flatMap((id) => [
        {
          path: turned(`/exports/${theirs}/${id}/${id}.json`, `/exports/${ours}/${id}/${memberIds[0]}.json`),
          key: null,
        },
        { path: `/exports/${ours}/${id}/${memberIds[0]}.json`, key: null },
        // Signed for their own organisation, and of a customer that is ours.
        ...memberIds.map((viewer) => ({
          path: turned(`/exports/${theirs}/${id}/${viewer}.json`, `/exports/${theirs}/${id}/${viewer}.json`),
          key: null,
        })),
      ]),
      'web-api /minutes/:id.md': [
        ...forged(minutes, `/minutes/${theirs}.md`),
        ...ids.flatMap((id) => forged(`/minutes/${id}.md`, `/minutes/${theirs}.md`)),
      ],
      'public-pages /mail/bounces': ids.map((id) => {
        const guessed = `<a.00000000.${id.replaceAll('-', '').padEnd(60, 'A')}@chair.example>`;
        return {
          path: '/mail/bounces',
          body: { RecordType: 'Bounce', Type: 'HardBounce', MessageID: guessed },
          key: null,
        };
      }),
      'public-pages /surveys/:organisationId/:id.csv': ids.flatMap((id) =>
        forged(`/surveys/${ours}/${id}.csv`, `/surveys/${theirs}/${id}.csv`),
      ),
      'public-pages /n/:token': ids.flatMap((id) => [
        { path: `/n/${id}`, key: null },
        { path: `/n/${id}`, body: { email: 'evil@example.com' }, key: null },
      ]),
      'public-pages /n/:token.atom': ids.map((id) => ({ path: `/n/${id}.atom`, key: null })),
      'public-pages /n/by-mail/:token': ids.flatMap((id) => [
        { path: `/n/by-mail/${id}`, key: null },
        { path: `/n/by-mail/${id}`, body: { wants: 'yes' }, key: null },
      ]),
      'public-pages /home/:organisationId/:memberId': memberIds.flatMap((id) => [
        ...forged(`/home/${ours}/${id}`, `/home/${theirs}/${other.memberIds.maya}`),
        // Signed for their own organisation, and of a person who is ours.
        { path: turned(`/home/${theirs}/${id}`, `/home/${theirs}/${id}`), key: null },
        { path: turned(`/home/${ours}/${other.memberIds.maya}`, `/home/${ours}/${other.memberIds.maya}`), key: null },
      ]),
      'public-pages /newsletter/by-mail/:token': ids.flatMap((id) => [
        { path: `/newsletter/by-mail/${id}`, key: null },
        { path: `/newsletter/by-mail/${id}`, body: { wants: 'yes' }, key: null },
      ]),
      ...Object.fromEntries(
        [
          ['', ''],
          ['/mail', '/mail'],
          ['/:place.png', '/0.png'],
        ].map(([route, part]) => [
          `public-pages /newsletter/:organisationId/:memberId/:id${route}`,
          ids.flatMap((id) =>
            forged(
              `/newsletter/${ours}/${memberIds[0]}/${id}${part}`,
              `/newsletter/${theirs}/${other.memberIds.maya}/${id}`,
            ),
          ),
        ]),
      ),
      'public-pages /wall/:token': [
        ...ids.map((id) => ({ path: `/wall/${id}`, key: null })),
        // The token of another page, and ours with one letter changed.
        ...['s', 'n', 't'].map((scope) => ({ path: wall.replace('/wall/', `/${scope}/`), key: null })),
        { path: wall.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')), key: null },
      ],
      'public-pages /s/:token': ids.map((id) => ({ path: `/s/${id}`, key: null })),
      'public-pages /s/:token.png': ids.map((id) => ({ path: `/s/${id}.png`, key: null })),
      'public-pages /t/:token': ids.map((id) => ({ path: `/t/${id}`, key: null })),
      'public-pages /u/:token': ids.map((id) => ({ path: `/u/${id}`, key: null })),
      'playground /messages': [
        ...memberIds.flatMap((id) => [`inbox=${id}`, `reply=${id}`]),
        ...placeIds.map((id) => `place=${id}`),
      ].map((query) => ({ path: `/playground/api/messages?${query}` })),
      'playground /state': [{ path: '/playground/api/state' }],
      'playground /languages/:language': ['ur', 'en'].map((tag) => ({ path: `/playground/api/languages/${tag}` })),
      'playground /say': [
        ...memberIds.map((as) => ({ path: '/playground/api/say', body: { as, text: 'who Zanzibar Ltd' } })),
        ...placeIds.map((place) => ({ path: '/playground/api/say', body: { as: 'maya', place, text: 'hello' } })),
      ],
      'playground /click': memberIds.map((as) => ({
        path: '/playground/api/click',
        body: { as, message: '1', action: 'help.run', value: 'owe' },
      })),
      'playground /submit': [
        ...memberIds.map((as) => ({
          path: '/playground/api/submit',
          body: { as, form: 'feedback.capture x', values: {} },
        })),
        ...placeIds.map((id) => ({
          path: '/playground/api/submit',
          body: { as: 'maya', form: `feedback.capture x @place:${id}`, values: {} },
        })),
      ],
      'playground /clock': memberIds.map((nextMorning) => ({ path: '/playground/api/clock', body: { nextMorning } })),
      'playground /charts/:message/:place.png': ['1', '2'].map((id) => ({
        path: `/playground/api/charts/${id}/0.png`,
      })),
    };
    /** Nothing of any organisation is there: files, health, what platforms call with signatures of their own, the event stream. */
    const nobodys =
      /^(public-pages \/home|playground \/(\{\*path\}|events|(playground\/)?vendor\/.*)?|web-api \/(healthz|readyz)?|slack .*|teams \/api\/messages)$/;
    const routes = (await routesInSource()).filter((route) => !nobodys.test(route));
    expect(routes).toEqual(Object.keys(tries).sort());

    const before = await holdingsOf(database(), ours);
    const leaks: unknown[] = [];
    for (const [route, calls] of Object.entries(tries))
      for (const each of calls) {
        written.note(each.words ?? each.body);
        const { status, text } = await call(each);
        const isOpen = /png|minutes|exports|surveys|boards|home|newsletter|wall|\/[nstu]\//.test(route) && status < 400;
        const isSaid = text.includes(secret) && !JSON.stringify(each).includes(secret);
        if (isOpen || isSaid || status >= 500) leaks.push({ route, each, status, text: text.slice(0, 200) });
      }
    // The operator's route knows neither keys nor guesses.
    for (const given of [key, ourKey.key, null])
      expect((await call({ path: '/internal/cli', body: { call: 'organisations' }, key: given })).status).toBe(404);
    await house.delivery.drain();
    expect(leaks.slice(0, 3)).toEqual([]);
    expect(await holdingsOf(database(), ours)).toEqual(before);
    // Refused and failed as they were, none of it stands in the log with a word or a name in it.
    written.stop();
    expect((await written.leaks(database(), house.features)).slice(0, 3)).toEqual([]);
    // What was tried to be read is there for whoever has the right address.
    for (const path of [chart, minutes, board, board.replace('.png', '.csv')])
      expect((await call({ path: turned(path, path), key: null })).status).toBe(200);
    expect((await call({ path: turned(home, home), key: null })).text).toContain('How our customers do');
    expect((await call({ path: wall, key: null })).text).toContain('How our customers do');
    // What is theirs came in all the same: the tries were no mere refusals.
    expect((await call({ path: '/api/v1/feedback?limit=200' })).text).toContain('ours now');
    expect((await call({ path: `/api/v1/customers/${secret}%20Ltd`, key: ourKey.key })).text).toContain(secret);
  }, 300_000);
});
