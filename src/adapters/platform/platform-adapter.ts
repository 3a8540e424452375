/** The port that every chat platform fills. bot.ts knows a list of these and nothing else of any platform. */
import type { Router } from 'express';
import type { Directory } from '../../chat/directory.js';
import type { Sweep } from '../../chat/feature.js';
import type { Messenger } from '../../chat/messenger.js';
import type { Platform } from '../../kernel/person.js';
import type { PlatformDeps } from './platform-deps.js';

/** What every chat platform implements; app.ts knows platforms by it alone. */
export interface PlatformAdapter {
  readonly platform: Platform;
  /** Mounted at `/`; null: nothing comes by HTTP. */
  readonly routes: Router | null;
  /** What it does by the clock; absent: nothing. */
  readonly sweeps?: readonly Sweep[];
  /**
   * Learns which workspaces there are, before anything is sent or received. Throws ConfigError when the platform does
   * not accept what was configured; that it is away is no error, and it is tried again.
   */
  connect(): Promise<void>;
  /**
   * Makes up what a newcomer finds, after `connect`: pages are answered meanwhile, and the clock's work begins when it
   * resolves. null, or absent: there is nothing to make up.
   */
  settleIn?(): Promise<void> | null;
  /** Begins to receive, now or when the platform is there; called when the web server listens. */
  start(): Promise<void>;
  /** Takes nothing new, waits for what is being answered, and closes. */
  stop(): Promise<void>;
  /** Whether it can receive now. Follows the connection. */
  isConnected(): boolean;
  /** Resolves when nothing is being answered any more. */
  settled(): Promise<void>;
  /** @param workspaceExternalId as the platform names it. null: not connected (any more) */
  messengerIn(workspaceExternalId: string): Promise<Messenger | null>;
  /** Who is there. null: not connected (any more) */
  directoryIn(workspaceExternalId: string): Promise<Directory | null>;
  /** Where another workspace is installed into the organisation that made this invitation; null: not by a link. */
  installLink(invitation: string): string | null;
}

/** Builds an adapter on what the bot offers. One folder, one of these, one line in app.ts: that is a platform. */
export type PlatformFactory = (deps: PlatformDeps) => PlatformAdapter;
