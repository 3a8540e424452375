/**
 * The ledger of side effects: of every column that says when or whether something happens, what becomes of it when a
 * backup is restored. test/backup/side-effects.test.ts reads the schema and fails when a column is missing here.
 */

interface SideEffects {
  /** What happened, or when something begins and ends: true as it stands in the backup. */
  readonly facts: readonly string[];
  /** How a thing stands, or until when it holds: goes on from there. */
  readonly states: readonly string[];
  /** Says that something was sent, asked or told: follows from the deliveries, which are settled without sending. */
  readonly sent: readonly string[];
  /** Says when the sweep of this name has something to do: it is run for the time that is lost, without a word. */
  readonly due: Readonly<Record<string, readonly string[]>>;
  /** Says that somebody is at it: whoever that was is gone, which the statement notes. */
  readonly freed: Readonly<Record<string, readonly string[]>>;
}

export const sideEffects: SideEffects = {
  facts: [
    ...['agenda_ticks.ticked_at', 'analyst_roles.created_at', 'audit.at'],
    ...['feedback.changed_at', 'ideas.changed_at', 'learnings.changed_at', 'meetings.changed_at', 'scores.changed_at'],
    ...['survey_answers.changed_at', 'api_keys.created_at', 'api_keys.last_used_at', 'api_keys.revoked_at'],
    ...['brief_calendars.fetched_at', 'brief_calendars.failed_at', 'briefs.starts_at'],
    ...['customer_events.first_at', 'customer_events.last_at', 'customer_fields.last_at', 'customer_ids.at'],
    ...['customer_pairs.proposed_at', 'customer_pairs.different_at', 'customer_people.created_at'],
    ...['customer_people.asked_elsewhere_at', 'surveys.planned_at'],
    ...['customer_people.told_at', 'customers.created_at', 'deliveries.created_at'],
    ...['experiments.started_at', 'experiments.answered_at', 'feedback.customer_told'],
    ...['feedback.captured_at', 'feedback.said_at', 'feedback.acknowledged_at', 'feedback.resolved_at'],
    ...['follow_ups.created_at', 'follow_ups.due_on', 'follow_ups.settled_at', 'history.at'],
    ...['idea_drafts.created_at', 'idea_showings.at', 'idea_supports.at', 'ideas.moved_at', 'ideas.posted_at'],
    ...['import_changes.at', 'imports.started_at', 'imports.ended_at', 'imports.undone_at'],
    ...['joined_accounts.joined_at', 'learnings.at', 'learnings.withdrawn_at', 'meeting_series.created_at'],
    ...['meeting_series.stopped_at', 'meeting_turns.last_at', 'meetings.starts_at', 'meetings.ends_at'],
    ...['meetings.opens_at', 'meetings.opened_at', 'meetings.closed_at', 'members.left_at'],
    ...['metric_values.taken_at', 'metrics.created_at', 'metrics.last_taken_at', 'organisations.created_at'],
    ...['places.members_heard_at', 'playground_messages.asked', 'playground_messages.asked_in'],
    ...['playground_messages.channel', 'playground_messages.posted_at', 'playground_messages.updated_at'],
    ...['playground_clock.story_told_count', 'preventions.resolved_at', 'preventions.ticked_at'],
    ...['put_aside.first_at', 'put_aside.last_at', 'scores.given_at', 'scores.taken_at', 'secrets.created_at'],
    ...['segment_rules.created_at', 'slack_installations.installed_at', 'teams_conversations.heard_at'],
    ...['webhooks.created_at', 'webhooks.ended_at', 'webhook_messages.at'],
    ...['feedback.said_solved_at', 'solved_askings.planned_at', 'solved_askings.answered_at'],
    ...['survey_answers.at', 'survey_askings.planned_at', 'survey_askings.given_at', 'survey_askings.answered_at'],
    ...['surveys.created_at', 'surveys.ends_at', 'surveys.ended_at', 'survey_guesses.at', 'survey_guesses.looked_at'],
    ...['notices.begins_at', 'notices.ends_at', 'notices.created_at', 'notices.published_at', 'notices.ended_at'],
    ...['notice_updates.at', 'notice_updates.ends_at', 'notice_subscribers.confirmed_at'],
    ...['trials.created_at', 'trials.ends_at', 'trials.ended_at', 'trials.summarised_at'],
    ...['newcomers.started_at', 'newcomers.skipped_at', 'newcomers.promised_at'],
    ...['customer_lives.created_at', 'customer_lives.removed_at'],
    ...['trial_invitations.invited_at', 'trial_invitations.answered_at'],
    ...['risk_sweeps.looked_at', 'risk_cases.began_at', 'risk_cases.ended_at', 'risk_cases.answered_at'],
    ...['alerts.created_at', 'alerts.removed_at', 'alerts.firing_since', 'alerts.checked_at'],
    ...['themes.created_at', 'theme_items.at', 'theme_runs.found_at'],
    ...['newsletters.from_at', 'newsletters.drafted_at', 'newsletters.ended_at', 'newsletter_subscribers.since_at'],
    ...['newsletter_readers.confirmed_at'],
    ...['honours.earned_at', 'honour_opt_outs.since_at'],
    ...['answer_days.counted_at', 'walls.created_at', 'walls.removed_at'],
    // Whoever was forgotten after the backup is here again: the champion is told.
    ...['forgotten.at', 'retentions.set_at'],
    ...['teams_people.heard_at', 'tip_tellings.at', 'tip_tellings.is_told', 'tips.added_at', 'tips.removed_at'],
  ],
  states: [
    ...['api_keys.is_admin', 'customer_fields.is_hidden', 'customer_fields.is_kept_out', 'customers.is_person'],
    ...['deliveries.at_most_once', 'feedback.confidential', 'feedback.designed_right', 'feedback.done_as_designed'],
    ...['feedback.said_solved', 'members.is_admin', 'places.is_shared', 'scores.words_as_new'],
    ...['solved_askings.is_solved', 'themes.is_fixed', 'trial_invitations.is_closed'],
    // What was sent in the lost time is not known here: what fell due in it is dropped, what falls due later is tried.
    ...['webhooks.previous_until', 'webhooks.paused_at', 'webhooks.failing_since', 'webhook_messages.state'],
    ...['newsletters.state', 'notices.state', 'notice_subscribers.requested_at', 'themes.hidden_at'],
    'newsletter_readers.asked_at',
    'customer_people.mail_fails_since',
    ...['brief_calendars.failing_since', 'experiments.state', 'follow_ups.state', 'ideas.state', 'meetings.state'],
    ...['feedback.state', 'feedback.clock_started_at', 'feedback.promise_ends_at', 'feedback.waiting_until'],
    ...['members.away_until', 'members.quiet_until', 'members.status_until', 'playground_clock.story_ends_at'],
    // A token that was renewed after the backup is dead: then the workspace installs the bot again.
    ...['slack_installations.expires_at', 'slack_install_states.expires_at', 'workspace_invitations.expires_at'],
    ...['teams_forms.forget_at', 'handled_acts.forget_at', 'idempotent_answers.created_at', 'put_aside.until'],
    // Where cards stand: those of the last days are shown anew.
    ...['living_messages.channel', 'living_messages.message'],
  ],
  sent: [
    ...[
      'deliveries.state',
      'deliveries.settled_at',
      'deliveries.owes_telling',
      'deliveries.channel',
      'deliveries.message',
    ],
    ...['webhooks.is_told', 'webhook_messages.tried_at', 'webhook_messages.settled_at'],
    ...['reminders.state', 'reminders.sent_at', 'brief_calendars.is_told', 'experiments.asked_id'],
    ...[
      'meeting_questions.state',
      'meeting_questions.settled_at',
      'meeting_questions.channel',
      'meeting_questions.message',
    ],
    ...['experiments.ask_count', 'follow_ups.nudge_count', 'newsletter_readers.ask_count', 'newsletters.nudge_count'],
    ...['notices.nudge_count', 'trials.ask_count', 'reminders.is_over', 'trial_invitations.invited_by_id'],
    ...['metrics.told', 'metrics.telling', 'survey_askings.mailed_at', 'survey_askings.mail_unsure_at'],
    ...['notice_mails.taken_at', 'notice_mails.mailed_at'],
    ...['newsletter_mails.taken_at', 'newsletter_mails.mailed_at'],
    'solved_askings.mailed_at',
    ...['trials.asked_id', 'trial_invitations.given_at', 'trial_invitations.told_at'],
    ...['newcomers.sent_count', 'honours.thanked_at'],
    ...['risk_cases.asked_id', 'risk_cases.asked_at'],
    // What cannot be reached, and a token that is dead, is found out anew, and told once more.
    ...['delivery_notices.told_at', 'slack_installations.warned_at'],
  ],
  due: {
    'customers.segments': ['segment_sweeps.due_at'],
    'customers.forgetMessages': ['customer_messages.taken_at'],
    'customers.foldEvents': [],
    'customers.forgetMerged': ['merged_customers.merged_at'],
    'customers.pairs': ['customer_pairs.due_at'],
    'feedback.recount': ['feedback_recounts.since'],
    'feedback.alikeIndex': ['feedback_word_marks.due_at'],
    'feedback.promise': ['feedback.due_at', 'feedback.repeat_due_at'],
    'ideas.experiment': ['experiments.due_at'],
    'nps.detractors': ['scores.feedback_due_at'],
    'nps.posts': ['metrics.due_at', 'metrics.check_due_at', 'metrics.import_due_at', 'metrics.schedule_due_at'],
    'meetings.plan': ['meeting_series.plan_due_at'],
    'meetings.ask': ['meetings.ask_due_at'],
    'meetings.open': ['meetings.due_at'],
    'meetings.close': [],
    'meetings.question': ['meeting_questions.due_at'],
    'meetings.followUp': ['follow_ups.nudge_due_at'],
    'briefs.read': ['brief_calendars.fetch_due_at'],
    'briefs.send': ['briefs.due_at'],
    'reminders.messages': ['reminders.due_at'],
    'people.managers': ['workspaces.managers_due_at'],
    'delivery.forgetSettled': [],
    'storage.forgetPutAside': [],
    'surveys.plan': ['surveys.plan_due_at'],
    'surveys.send': ['surveys.send_due_at'],
    'notices.end': ['notices.nudge_due_at'],
    'notices.plan': ['notice_updates.plan_due_at'],
    'notices.send': ['notice_updates.send_due_at'],
    'surveys.solved': ['solved_askings.mail_due_at'],
    'trials.summary': ['trials.due_at'],
    'trials.send': ['trials.send_due_at'],
    'firstWeek.day': ['newcomers.due_at'],
    'risk.look': ['risk_sweeps.due_at'],
    'risk.ask': ['risk_cases.ask_due_at'],
    'alerts.look': ['alert_watches.due_at', 'alert_watches.measure_due_at'],
    'themes.find': ['theme_runs.due_at'],
    'honours.thank': ['honours.due_at'],
    'honours.month': ['honour_months.due_at'],
    'newsletter.draft': ['newsletter_plans.due_at'],
    'newsletter.approve': ['newsletters.due_at'],
    'newsletter.mail': ['newsletters.send_due_at'],
    'webhooks.send': ['webhook_messages.due_at'],
    'webhooks.forget': [],
    'leaving.forget': ['forgettings.due_at'],
    'leaving.retain': ['retentions.due_at'],
  },
  freed: {
    [`UPDATE deliveries SET not_before = NULL, claimed_at = NULL, claimed_by = NULL, attempt_count = 0, defect_count = 0,
        may_have_arrived = true, state = 'queued' WHERE state IN ('queued', 'sending')`]: [
      ...['deliveries.claimed_at', 'deliveries.claimed_by', 'deliveries.not_before', 'deliveries.may_have_arrived'],
    ],
    'DELETE FROM delivery_rests': ['delivery_rests.until'],
    'UPDATE webhooks SET busy_until = NULL': ['webhooks.busy_until'],
    // Its answer was owed when the backup was made, and given the moment after.
    'UPDATE handled_acts SET done_at = coalesce(done_at, begun_at), told = NULL WHERE told IS NOT NULL OR done_at IS NULL':
      ['handled_acts.begun_at', 'handled_acts.done_at', 'handled_acts.told'],
    'DELETE FROM idempotent_answers WHERE status IS NULL': ['idempotent_answers.held_until'],
    'UPDATE slack_installations SET renewing_until = NULL': ['slack_installations.renewing_until'],
  },
};
