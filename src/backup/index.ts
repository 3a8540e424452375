/** The door of an operator's commands for all data at once: backup, restore and move. src/cli.ts calls it. */
export { backupCommand } from './backup-command.js';
export type { BackupDeps } from './deps.js';
export { moveCommand } from './move-command.js';
export { restoreCommand } from './restore-command.js';
