// Where a thing is looked at: the address that leads to it, by what it is. Nothing where it has no place of its own.

export interface Place {
  to: string
  search?: Record<string, string>
}
export interface Thing {
  type: string
  id: string
}
const IN_PROJECT: Record<string, (id: string) => { tab: string; search?: Record<string, string> }> = {
  request: (id) => ({ tab: '/requests', search: { request: id } }),
  client_link: () => ({ tab: '/requests', search: { links: '1' } }),
  communication: () => ({ tab: '/conversation' }),
  channel: () => ({ tab: '/conversation' }),
  attachment: () => ({ tab: '/files' }),
  allocation: () => ({ tab: '/plan' }),
  baseline: () => ({ tab: '/plan' }),
  pulse_metric: () => ({ tab: '' }),
  time_entry: () => ({ tab: '/list' }),
  billing_entry: () => ({ tab: '/billing' }),
}
const ALONE: Record<string, (id: string) => Place> = {
  project: (id) => ({ to: `/projects/${id}` }),
  account: (id) => ({ to: `/accounts/${id}` }),
  person: (id) => ({ to: `/people/${id}` }),
  template: (id) => ({ to: `/templates/${id}` }),
  rule: (id) => ({ to: `/automation/${id}` }),
  signal: (id) => ({ to: '/signals', search: { signal: id, status: 'all' } }),
  request: (id) => ({ to: '/requests', search: { request: id, status: 'all' } }),
  team: () => ({ to: '/teams' }),
  billing_entry: () => ({ to: '/billing' }),
  holiday: () => ({ to: '/holidays' }),
  alert: () => ({ to: '/alerts' }),
  job: (id) => ({ to: '/jobs', search: { job: id } }),
  organization: () => ({ to: '/settings' }),
  digest: (id) => ({ to: '/digest', search: { to: id } }),
}

/** A place as it is written in an address. */
export function addressOf({ to, search = {} }: Place): string {
  const asked = new URLSearchParams(search).toString()
  return asked === '' ? to : `${to}?${asked}`
}

export function placeOf({ type, id }: Thing, projectId: string | null): Place | undefined {
  const within = projectId === null ? undefined : IN_PROJECT[type]?.(id)
  if (!within) return ALONE[type]?.(id)
  return { to: `/projects/${projectId}${within.tab}`, ...(within.search && { search: within.search }) }
}
