/** The MCP server of one request: which tools this key opens, and what an assistant is told before it asks. */
import { McpServer } from '@modelcontextprotocol/server';
import { inOrganisation } from '../../../storage/scope.js';
import { deedTools } from './deed-tools.js';
import { feedbackTools } from './feedback-tools.js';
import { frameRule } from './frame.js';
import { roomTools } from './room-tools.js';
import { register, type Toolbox } from './toolbox.js';

/** All that there are. */
export const tools = [...feedbackTools, ...roomTools, ...deedTools];

/** With the tools that its scopes open, and no others. */
export function serverFor(box: Toolbox): McpServer {
  const { client } = box;
  const server = new McpServer(
    { name: 'empty-chair', title: 'Empty Chair', version: '1.0.0' },
    { instructions: instructions(box), capabilities: { tools: {} } },
  );
  for (const each of tools.filter(({ scope }) => client.scopes.includes(scope))) register(server, box, each);
  return server;
}

/** Runs `work` for the organisation of the key alone. */
export const forTheirs = <T>({ actor }: Toolbox, work: () => Promise<T>): Promise<T> =>
  inOrganisation(actor.organisationId, work);

function instructions({ client }: Toolbox): string {
  const missing = deedTools.filter(({ scope }) => !client.scopes.includes(scope)).map(({ scope }) => scope);
  return [
    'Empty Chair keeps what customers said, who of this organisation answers it until when, and what follows from it. You read it in the name of the person whose key this is.',
    frameRule,
    'Confidential feedback is only counted here. Who may know it reads it in the chat; do not guess what it says.',
    'Name the numbers of what you cite, such as F-12, so that people can look them up in the chat. Say an interval with the number.',
    ...(missing.length > 0
      ? [
          `This key may not ${missing.join(' or ')}: if the person wants that, they make another key in the chat with key new NAME scope:read,${missing.join(',')}.`,
        ]
      : []),
  ].join('\n');
}
