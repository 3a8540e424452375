/**
 * Lets only one process open an embedded database folder, because two would destroy it.
 * embedded.ts claims the folder; the command line asks `readFolderOwner` whom to hand its work to.
 *
 * The claim is a listening Unix socket inside the folder. A pid in a file would outlive a killed process and be
 * mistaken for whoever gets the number next (in containers everybody is number 1); a socket stops answering in the
 * moment its process ends, however it ends, and answers across containers that share the folder.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rename, rm, symlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ConfigError, Conflict } from '../kernel/errors.js';

/** The process that has the folder open, as it describes itself. */
export interface FolderOwner {
  readonly pid: number;
  /** When that process started: ISO 8601, UTC. */
  readonly startedAt: string;
  /** Where it takes requests of this machine, with the token that it wants to see; absent until it listens. */
  readonly url?: string;
  readonly token?: string;
}

export interface FolderLock {
  /** From now on, whoever asks for the owner gets this too. Only users who may read the folder can ask. */
  announce(contact: { readonly url: string; readonly token: string }): void;
  /** Releases the folder. Idempotent. */
  release(): Promise<void>;
}

/** What a process sends over the socket: a claimant that is not the owner may still withdraw. */
interface Statement extends FolderOwner {
  readonly isOwner: boolean;
  /** It gives the folder up soon to whoever claims it. */
  readonly yields: boolean;
  readonly file: string;
}

interface Claim {
  statement: Statement;
  readonly file: string;
  withdraw(): Promise<void>;
}

const attemptCount = 50;
const pauseMs = 40;
/** What the owner is at comes to an end first: a batch of an import. */
const yieldAttemptCount = 300;
const yieldPauseMs = 200;
const answerWithinMs = 2_000;
const socketFile = /^owner-(\d+)-[0-9a-f]+\.sock$/;

/**
 * Claims the folder for this process until `release` or the process ends. Waits for an owner that gives it up.
 * Throws Conflict `storage.folderInUse`, naming the process, when another one has it.
 * @param onWanted called when another process claims it, perhaps several times: it is then to be released soon.
 *   Absent: it is kept, and others are refused.
 */
export async function lockFolder(folder: string, onWanted?: () => void): Promise<FolderLock> {
  for (let attempt = 1; ; attempt += 1) {
    const claim = await makeClaim(folder, onWanted);
    const rival = await winOver(folder, claim);
    if (rival === null) return hold(claim);
    await claim.withdraw();
    const willYield = rival.isOwner && rival.yields && onWanted === undefined;
    if (rival.isOwner && !willYield) throw folderInUse(folder, rival);
    if (attempt === (willYield ? yieldAttemptCount : attemptCount)) throw folderInUse(folder, rival);
    await wait(willYield ? yieldPauseMs : pauseMs);
  }
}

/** The claimant that goes before us; null: none. Of those that claim at once, the first by name goes first. */
async function winOver(folder: string, claim: Claim): Promise<Statement | null> {
  for (let attempt = 1; ; attempt += 1) {
    const others = await statementsIn(folder, claim.file);
    const [other] = others;
    if (other === undefined) return null;
    const stronger = others.find((one) => one.isOwner || one.file < claim.file);
    if (stronger || attempt === attemptCount) return stronger ?? other;
    await wait(pauseMs);
  }
}

/** The process that has the folder open now; null when nobody has. */
export async function readFolderOwner(folder: string): Promise<FolderOwner | null> {
  const statement = (await statementsIn(folder)).find((one) => one.isOwner);
  if (!statement) return null;
  const { isOwner: _isOwner, yields: _yields, file: _file, ...owner } = statement;
  return owner;
}

function hold(claim: Claim): FolderLock {
  claim.statement = { ...claim.statement, isOwner: true };
  return {
    announce({ url, token }) {
      claim.statement = { ...claim.statement, url, token };
    },
    release: claim.withdraw,
  };
}

/** Listens under a name of its own first and then renames: whoever finds an `owner-*.sock` can count on an answer. */
async function makeClaim(folder: string, onWanted?: () => void): Promise<Claim> {
  const name = `${process.pid}-${randomBytes(4).toString('hex')}`;
  const file = `owner-${name}.sock`;
  const startedAt = new Date(performance.timeOrigin).toISOString();
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.end(JSON.stringify(claim.statement));
    if (claim.statement.isOwner && onWanted) void isClaimed(folder, file).then((isWanted) => isWanted && onWanted());
  });
  const claim: Claim = {
    statement: { pid: process.pid, startedAt, isOwner: false, yields: onWanted !== undefined, file },
    file,
    async withdraw() {
      await rm(join(folder, file), { force: true });
      if (server.listening) await new Promise((done) => server.close(done));
    },
  };
  await throughShortPath(folder, (path) => listen(server, join(path, `claim-${name}`)));
  server.unref();
  await rename(join(folder, `claim-${name}`), join(folder, file));
  return claim;
}

async function listen(server: Server, path: string): Promise<void> {
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    // Readable by this user alone: the statement may carry a token.
    const mask = process.umask(0o077);
    server.listen(path, done);
    process.umask(mask);
  }).catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError([
      `DATA_DIR: this folder can't be claimed (${error.code}); choose one on a local disk of Linux or macOS that this user may write to, or set DATABASE_URL`,
    ]);
  });
}

/** Whether another process claims the folder too, and does not only ask who has it. */
async function isClaimed(folder: string, own: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  return names.some((name) => socketFile.test(name) && name !== own);
}

/** The answers of running claimants. Removes sockets of processes that ended. */
async function statementsIn(folder: string, except?: string): Promise<Statement[]> {
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => socketFile.test(name) && name !== except);
  const statements = await Promise.all(files.map((file) => ask(folder, file)));
  return statements.filter((statement) => statement !== null);
}

async function ask(folder: string, file: string): Promise<Statement | null> {
  const answer = await throughShortPath(folder, (path) => read(join(path, file))).catch(() => null);
  if (answer === null) {
    await rm(join(folder, file), { force: true });
    return null;
  }
  // No answer in time: its process is busy or stopped, but there, and nobody else may have the folder.
  return (
    parse(answer) ?? { pid: Number(socketFile.exec(file)?.[1]), startedAt: '', isOwner: true, yields: false, file }
  );
}

function parse(answer: string): Statement | null {
  try {
    return JSON.parse(answer) as Statement;
  } catch {
    return null;
  }
}

/** Everything that is said at the socket, '' when nothing comes in time. Rejects when nobody listens. */
function read(path: string): Promise<string> {
  return new Promise((done, fail) => {
    let text = '';
    let isConnected = false;
    const socket = connect(path, () => {
      isConnected = true;
    });
    socket.setEncoding('utf8').setTimeout(answerWithinMs, () => socket.destroy());
    socket.on('data', (part) => {
      text += part;
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      const nobodyListens = error.code === 'ECONNREFUSED' || error.code === 'ENOENT';
      if (nobodyListens && !isConnected) fail(error);
    });
    socket.on('close', () => done(text));
  });
}

/** A socket's path may have about 100 bytes; a longer one is reached by a link in the temporary folder. */
async function throughShortPath<T>(folder: string, use: (path: string) => Promise<T>): Promise<T> {
  if (Buffer.byteLength(resolve(folder)) < 60) return use(folder);
  const place = await mkdtemp(join(tmpdir(), 'ec-'));
  try {
    await symlink(resolve(folder), join(place, 'd'));
    return await use(join(place, 'd'));
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

function folderInUse(folder: string, owner: FolderOwner): Conflict {
  const since = owner.startedAt ? ` (running since ${owner.startedAt})` : '';
  return new Conflict(
    'storage.folderInUse',
    `Process ${owner.pid}${since} has the database in ${folder} open, and only one process can. ` +
      'Stop that one first, give this one another folder with DATA_DIR, or let both use a PostgreSQL server with DATABASE_URL.',
  );
}
