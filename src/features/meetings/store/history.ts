/** What happened to series, meetings, follow-ups and learnings, for this room's use cases. */
export { appendHistory, type HistoryEntry } from '../../../storage/history.js';
