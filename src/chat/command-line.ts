/** Parses what a person typed after `/customer` into command, details and text. The door to command-line/. */
export { aliasesOf, beginsWithCommand, commandMeant } from './command-line/aliases.js';
export { type ParsedCommand, parseCommand } from './command-line/parse-command.js';
export { inQuotes } from './command-line/quotes.js';
export type { CommandLine, DetailSpec } from './command-line/shape.js';
export { writeDetail, writeLine } from './command-line/write-line.js';
