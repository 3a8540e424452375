/** The thread that reading-thread.ts starts for one calendar. */
import { parentPort, workerData } from 'node:worker_threads';
import { type FeedQuestion, readFeed } from './read-feed.js';

parentPort?.postMessage(readFeed(workerData as FeedQuestion));
