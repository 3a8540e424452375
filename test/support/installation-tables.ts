/** Tables that belong to no organisation, each with the reason. Everything else carries `organisation_id`. */
export const installationTables: Record<string, string> = {
  _prisma_migrations: 'the database’s own',
  organisations: 'what all others hang by; its id is the organisation’s',
  secrets: 'the bot’s own keys',
  handled_acts: 'a platform’s event before anybody looked whose it is, forgotten after hours',
  put_aside: 'items of work for all organisations; one whose organisation is gone keeps no organisation',
  teams_forms: 'what stands open in somebody’s client, found by a random id and forgotten after a day',
  slack_install_states: 'before there is an organisation, forgotten after minutes',
  slack_grid_teams: 'which installation serves a workspace, before it is known whose it is',
  playground_clock: 'the playground’s own, one row',
  forgotten: 'hashes of ids, which outlive their organisation: a backup made before may hold it',
  playground_messages: 'the playground’s own: what people of its made-up company see',
};
