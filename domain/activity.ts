// Who may see which entries of the activity. What happened to a thing may be seen by whoever may see the thing.
import type { Permission } from './permissions.ts'
import { inEnglish, say, type Said } from './said.ts'

/** By what an entry is about: the permission that it takes to see it. What is not here is the Project Admins'. */
export const SEEN_WITH: Record<string, Permission> = {
  project: 'project.read',
  task: 'task.read',
  time_entry: 'time.read',
  attachment: 'attachment.read',
  baseline: 'schedule.read',
  allocation: 'schedule.read',
  request: 'request.read',
  communication: 'communication.read',
  channel: 'channel.manage',
  client_link: 'client_link.manage',
  signal: 'signal.read',
  pulse_metric: 'pulse.read',
  account: 'account.read',
  subscription: 'subscription.read',
  person: 'person.read',
  team: 'team.read',
  time_off: 'person.read',
  // Whoever sees when people are there sees why they are not.
  holiday: 'person.read',
  billing_entry: 'billing.read',
}

/** What does things by itself, as people read it: by the name of its file, or of what watches. */
export const saidRule = (name: string): Said => say`Rule “${{ text: name.replaceAll('-', ' '), values: [] }}”`
export const nameOfRule = (name: string): string => inEnglish(saidRule(name))
