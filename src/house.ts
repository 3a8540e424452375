/** Builds the rooms on an open database. app.ts adds adapters and the scheduler; cli.ts uses the rooms alone. */
import type { CalendarReading } from './calendar/ask-calendar.js';
import type { CustomerSource } from './chat/customer-source.js';
import type { EmbedTexts } from './chat/embed-texts.js';
import type { Feature, Sweep } from './chat/feature.js';
import type { FindMailFace, TakeBounce } from './chat/mail.js';
import type { Destination } from './chat/messenger.js';
import type { OutboxBook } from './chat/outbox-book.js';
import { createFailureNotice, type FailureNotice } from './delivery/failure-notice.js';
import { createDelivery, type Delivery } from './delivery/index.js';
import { createLetters } from './delivery/letters.js';
import { createPutRight } from './delivery/put-right.js';
import { createRestoredNotice, type RestoredNotice } from './delivery/restored-notice.js';
import { createAlerts } from './features/alerts/index.js';
import { type AssistantsRoom, createAssistants } from './features/assistants/index.js';
import { createBriefs } from './features/briefs/index.js';
import { type Customers, createCustomers } from './features/customers/index.js';
import { createFeedback, type FeedbackRoom, feedbackSettings, newsPlaceId } from './features/feedback/index.js';
import { createFirstWeek, type FirstWeekRoom, firstWeekSettings } from './features/first-week/index.js';
import { createHomeRoom, type HomeRoom } from './features/home/index.js';
import { createHonours, honoursSettings } from './features/honours/index.js';
import { createIdeas, type IdeasRoom, ideasSettings } from './features/ideas/index.js';
import { createImports, type ImportsRoom } from './features/imports/index.js';
import { createKeys, type KeysRoom } from './features/keys/index.js';
import { createLeaving, type LeavingRoom } from './features/leaving/index.js';
import { createMeetings, type MeetingsRoom, meetingsSettings } from './features/meetings/index.js';
import { createNewsletter, type NewsletterRoom, newsletterSettings } from './features/newsletter/index.js';
import { createNotices, type NoticesRoom, noticesSettings } from './features/notices/index.js';
import { createNps, type NpsRoom, npsSettings } from './features/nps/index.js';
import {
  createPeople,
  isAway,
  managersSweep,
  ownSettings,
  type People,
  type PeopleDeps,
} from './features/people/index.js';
import { createRisk, type RiskRoom, riskSettings } from './features/risk/index.js';
import { createSurveys, pageColour, type SurveysRoom, surveysSettings } from './features/surveys/index.js';
import { type BeginFinding, createThemes, type ThemesRoom, themesSettings } from './features/themes/index.js';
import { createTrials, type TrialsRoom } from './features/trials/index.js';
import { createWebhooks, type WebhookSending } from './features/webhooks/index.js';
import type { Clock } from './kernel/clock.js';
import type { AskDue } from './kernel/due-work.js';
import { say } from './kernel/language/say.js';
import type { Logger } from './kernel/logger.js';
import { createPublicTokens } from './kernel/public-tokens.js';
import { createSignedLinks, type SignedLinks } from './kernel/signed-links.js';
import { createReminders } from './reminders/index.js';
import {
  acrossOrganisations,
  askDue,
  type Batches,
  callsAcross,
  createBatches,
  type Database,
  forgetPutAside,
} from './storage/database.js';
import { readSecret } from './storage/secret.js';

/** The rooms, and what they are built on. */
export interface House {
  readonly database: Database;
  readonly batches: Batches;
  readonly clock: Clock;
  readonly people: People;
  readonly reminders: ReturnType<typeof createReminders>;
  readonly customers: Customers;
  readonly feedback: FeedbackRoom;
  readonly ideas: IdeasRoom;
  readonly nps: NpsRoom;
  readonly imports: ImportsRoom;
  readonly surveys: SurveysRoom;
  readonly notices: NoticesRoom;
  readonly trials: TrialsRoom;
  readonly risk: RiskRoom;
  readonly themes: ThemesRoom;
  readonly home: HomeRoom;
  readonly keys: KeysRoom;
  readonly assistants: AssistantsRoom;
  readonly newsletter: NewsletterRoom;
  /** To whom and from whom a mail goes. */
  readonly mailFace: FindMailFace;
  /** What becomes of a mail that comes back. */
  readonly takeBounce: TakeBounce;
  /** What systems and files send in, by what it is. */
  readonly intakes: {
    readonly feedback: FeedbackRoom;
    readonly scores: NpsRoom;
    readonly customers: Customers['rows'];
    readonly people: Customers['rows'];
  };
  readonly meetings: MeetingsRoom;
  readonly firstWeek: FirstWeekRoom;
  readonly leaving: LeavingRoom;
  readonly links: SignedLinks;
  readonly features: readonly Feature[];
  /** All work that falls due by the clock: of the rooms, delivery and storage. */
  readonly sweeps: readonly Sweep[];
  /** Asks in one statement when each of it is due; for the scheduler. */
  readonly askDue: AskDue<Sweep>;
  readonly delivery: Delivery;
  /** What did not arrive, for operators. */
  readonly outboxBook: OutboxBook;
  readonly notice: Pick<FailureNotice, 'onPlaceClosed' | 'onPersonOpened'>;
  readonly restored: RestoredNotice;
}

/** Of calendars, what meetings and briefs follow them by. Without `fetchCalendar` they can't. */
export interface HouseOptions extends Omit<CalendarReading, 'clock'> {
  readonly database: Database;
  readonly log: Logger;
  readonly clock: Clock;
  readonly messengerFor: Parameters<typeof createDelivery>[0]['messengerFor'];
  readonly directoryFor?: PeopleDeps['directoryFor'];
  readonly installLink?: PeopleDeps['installLink'];
  /** Where others reach the bot, without a slash at its end; asked when a link is signed. Default: this machine. */
  readonly baseUrl?: () => string;
  /** Whether mail can be sent. Default: no. */
  readonly sendsMail?: boolean;
  /** Nothing is sent; what would be is noted as perhaps sent before. Default: it is sent. */
  readonly isSilent?: boolean;
  /** What knows customers elsewhere, asked when a profile is opened. Absent: nothing does. */
  readonly customerSources?: readonly CustomerSource[];
  /** Who finds themes in what customers say; a sweep waits for them as for calendars. Absent: this thread. */
  readonly beginFinding?: BeginFinding | undefined;
  /** Asks a model what texts mean. Absent: none is set up. */
  readonly embed?: EmbedTexts | undefined;
  /** How webhooks are sent to; a sweep waits for them as for calendars. Absent: nothing is sent, and what is due is dropped. */
  readonly webhooks?: WebhookSending | undefined;
}

/** Builds the rooms on an open database, and the queue's tables where they are missing. Nothing runs yet. */
export async function buildHouse(options: HouseOptions): Promise<House> {
  const { database, log, clock, messengerFor, directoryFor, baseUrl = () => 'http://localhost:3000' } = options;
  const { customerSources, fetchCalendar, readFeed, calendarPatienceMs, installLink, isSilent } = options;
  const features: Feature[] = [];
  const chapters = () => features;
  const outgoing = () =>
    Object.assign({}, notice.outgoing, restored.outgoing, ...features.map((feature) => feature.outgoing));
  const letters = createLetters({ database, clock, outgoing, nameOf: (id, to) => nameOf(people, id, to) });
  const notice = createFailureNotice({
    clock,
    log,
    outbox: () => delivery,
    whoCares: (id) => whoCares(people, id, clock.now()),
    workspaceOf: async (to) => {
      const address = await people.address(to);
      if (!address) return null;
      const key = `${address.platform}/${address.workspaceExternalId}`;
      return { key, isConnected: (await messengerFor(to)) !== null };
    },
    nameOf: (id, to) => nameOf(people, id, to),
  });
  const restored = createRestoredNotice(async (id) => {
    const { champion, admins } = await whoCares(people, id, clock.now());
    const told = champion ?? admins[0];
    return told === undefined ? null : people.member(id, told);
  });
  const delivery: Delivery = createDelivery({
    database,
    clock,
    log,
    messengerFor,
    isSilent,
    isShared: async (to, noted) => to.kind === 'place' && people.readers(to.placeId, noted),
    outgoing,
    async onFailed(failed) {
      const { to, reason } = failed;
      if (to.kind === 'person' && reason === 'person_gone')
        await customers.mailFails({ organisationId: to.organisationId, id: to.personId });
      await notice.onFailed(failed);
    },
    onHeldUp: (failed) => notice.onHeldUp(failed),
  });
  const roomSettings = [
    ...feedbackSettings,
    ...ideasSettings,
    ...npsSettings,
    ...meetingsSettings,
    ...surveysSettings,
    ...noticesSettings,
    ...firstWeekSettings,
    ...riskSettings,
    ...themesSettings,
    ...newsletterSettings,
    ...honoursSettings,
  ];
  const people: People = createPeople({
    database,
    clock,
    log,
    outbox: delivery,
    chapters,
    directoryFor,
    settings: roomSettings,
    recounts: () => [
      ...feedback.recounts,
      ...nps.recounts,
      ...risk.recounts,
      ...newsletter.recounts,
      ...honours.recounts,
    ],
    installLink,
    hasRule: (organisationId) => feedback.hasRule(organisationId),
    hasNewsPlace: (settings) => newsPlaceId.of(settings) !== null,
  });
  const batches = createBatches(database, log, delivery.commit);
  const reminders = createReminders({ database, batches, clock, log, outbox: delivery, people });
  const under = { database, batches, clock, outbox: delivery, reminders, people, chapters };
  const customers = createCustomers({ ...under, sources: customerSources });
  const ground = { ...under, putRight: createPutRight(), customers };
  const feedback = createFeedback(ground);
  const links = createSignedLinks(await readSecret(database, 'links', clock.now()), baseUrl);
  const shared = { ...ground, feedback, links };
  const ideas = createIdeas(shared);
  const nps = createNps(shared);
  const imports = createImports({ ...shared, nps });
  const tokens = createPublicTokens(await readSecret(database, 'pages', clock.now()));
  const customersFace = { tokens, baseUrl, sendsMail: options.sendsMail ?? false };
  const surveys = createSurveys({ ...shared, nps, ...customersFace });
  const notices = createNotices({ ...shared, ...customersFace, pageColour: pageColour.of });
  const trials = createTrials({ ...shared, ideas, ...customersFace });
  const risk = createRisk(shared);
  const themes = createThemes({
    ...{ ...shared, log, ideas, beginFinding: options.beginFinding, embed: options.embed },
    patienceMs: calendarPatienceMs,
  });
  const calendars = { fetchCalendar, readFeed, calendarPatienceMs };
  const meetings = createMeetings({ ...shared, log, ideas, nps, notices, trials, ...calendars });
  const firstWeek = createFirstWeek({ ...ground, feedback, meetings });
  const briefs = createBriefs({ database, batches, clock, log, outbox: delivery, people, customers, ...calendars });
  const alerts = createAlerts({ ...under, customers });
  const newsletter = createNewsletter({ ...shared, ...customersFace, nps, meetings, pageColour: pageColour.of });
  const honours = createHonours({ ...under, feedback, ideas, meetings });
  const keys = createKeys({ database, clock, people });
  const webhooks = createWebhooks({
    ...{ database, batches, clock, log, outbox: delivery, people, chapters },
    sending: isSilent ? undefined : options.webhooks,
    patienceMs: calendarPatienceMs,
  });
  const home = createHomeRoom({ database, clock, log, people, links, tokens, baseUrl, chapters });
  const assistants = createAssistants({ clock, people, customers, feedback, meetings, chapters });
  const leaving = createLeaving({ ...shared, feedback, ideas, settings: [...ownSettings, ...roomSettings] });
  features.push(
    people,
    customers,
    feedback,
    ideas,
    nps,
    surveys,
    notices,
    trials,
    risk,
    themes,
    imports,
    meetings,
    firstWeek,
    briefs,
    alerts,
    newsletter,
    honours,
    home,
    keys,
    assistants,
    webhooks,
    leaving,
    reminders,
    letters,
  );
  const sweeps: readonly Sweep[] = [
    ...features.flatMap((feature) => feature.sweeps ?? []),
    managersSweep({ database, batches, directoryFor }),
    ...delivery.sweeps,
    forgetPutAside(database),
  ].map((sweep) => callsAcross('dueWork', sweep));
  const intakes = { feedback, scores: nps, customers: customers.rows, people: customers.peopleRows };
  const kept = {
    people,
    reminders,
    customers,
    feedback,
    ideas,
    nps,
    imports,
    surveys,
    notices,
    trials,
    risk,
    themes,
    home,
    keys,
    assistants,
    newsletter,
    meetings,
    firstWeek,
    leaving,
  };
  const mailFace: FindMailFace = async (to) =>
    (await surveys.mailFace(to)) ?? (await notices.subscriberFace(to)) ?? newsletter.readerFace(to);
  const takeBounce: TakeBounce = async (bounce) =>
    (await surveys.takeBounce(bounce)) || (await notices.takeBounce(bounce)) || newsletter.takeBounce(bounce);
  const rooms = { ...kept, mailFace, takeBounce, links, features };
  return {
    database,
    batches,
    clock,
    ...rooms,
    intakes,
    sweeps,
    askDue: (works) => acrossOrganisations('dueWork', () => askDue(database, works)),
    delivery,
    outboxBook: letters.book,
    notice,
    restored,
  };
}

/** Who is told when messages do not get through: the champion unless away, then the admins, present ones first. */
async function whoCares(people: People, organisationId: string, now: Date) {
  const { champion } = await people.organisation(organisationId);
  const admins = (await people.adminsFirst(organisationId)).filter(({ role }) => role === 'admin');
  const isHere = (member: (typeof admins)[number]) => !isAway(member, now);
  const present = [...admins.filter(isHere), ...admins.filter((admin) => !isHere(admin))];
  const isReachable = champion !== null && (isHere(champion) || !admins.some(isHere));
  return { champion: isReachable ? champion.id : null, admins: present.map(({ id }) => id) };
}

async function nameOf(people: People, organisationId: string, to: Destination): Promise<string> {
  if (to.kind === 'member') return (await people.member(organisationId, to.memberId))?.name ?? say('somebody');
  if (to.kind === 'person') return say('customers by mail');
  const place = await people.place(organisationId, to.placeId);
  return place ? `#${place.name}` : say('a place that is gone');
}
