// Bugs that the fault suite has to catch, each as a change of the source: what is found there, what stands there instead,
// which part of the suite sees it, and in which words.

export interface PlantedBug {
  name: string
  file: string
  changes: readonly (readonly [find: string, replace: string])[]
  /** The test file of this folder that has to fail, told what to look at. */
  caughtBy: string
  settings: Record<string, string>
  says: RegExp
}

export const PLANTED_BUGS: readonly PlantedBug[] = [
  {
    name: 'acknowledge before commit',
    file: 'server/platform/transaction.ts',
    changes: [
      [
        '      send(context.dryRun ? sql`rollback` : sql`commit`)\n      await Promise.allSettled([...sent, result])\n',
        '      await Promise.allSettled([...sent, result])\n      send(context.dryRun ? sql`rollback` : sql`commit`)\n',
      ],
    ],
    caughtBy: 'faulted-writes.test.ts',
    settings: { FAULTS_ONLY: 'POST /v1/admin/teams', FAULTS_FAULT: 'dropped before' },
    says: /dropped before at \d+ \(commit\): answered 201, and is missing: INSERT public\.teams/,
  },
  {
    name: 'no row lock',
    file: 'server/planning/network.ts',
    changes: [['order by p.id for no key update of p`', 'order by p.id`']],
    caughtBy: 'one-winner.test.ts',
    settings: { FAULTS_ONLY: 'PUT /v1/admin/projects/:projectId' },
    says: /PUT \/v1\/admin\/projects\/:projectId, of one version: \d+ won/,
  },
  {
    name: 'event after commit',
    file: 'server/platform/transaction.ts',
    changes: [
      ['      if (entries.length > 0) send(insertActivity(context.actor.organizationId, entries))\n', ''],
      [
        '      send(context.dryRun ? sql`rollback` : sql`commit`)\n',
        `      send(context.dryRun ? sql\`rollback\` : sql\`commit\`)
      if (entries.length > 0 && !context.dryRun)
        for (const later of [sql\`begin\`, tenant(context, sql\`1\`), insertActivity(context.actor.organizationId, entries), sql\`commit\`])
          send(later)
`,
      ],
    ],
    caughtBy: 'faulted-writes.test.ts',
    settings: { FAULTS_ONLY: 'POST /v1/admin/teams', FAULTS_FAULT: 'dropped before' },
    says: /is missing: INSERT public\.activity/,
  },
  {
    name: 'check, then insert a booking',
    file: 'server/capacity/ledger.ts',
    changes: [
      ['\n    order by id for no key update`)', '`)'],
      [
        'booked_minutes = l.booked_minutes + excluded.booked_minutes, overbook_minutes',
        'booked_minutes = excluded.booked_minutes, overbook_minutes',
      ],
    ],
    caughtBy: 'one-winner.test.ts',
    settings: { FAULTS_ONLY: 'PUT /v1/admin/projects/:projectId/schedule' },
    says: /the last free hours of somebody: \d+ won/,
  },
  {
    name: 'no idempotency',
    file: 'server/platform/answer-once.ts',
    changes: [
      ['const earlier = keyed && (await claimKey(tx, keyed))', 'const earlier = undefined as Answer | undefined'],
    ],
    caughtBy: 'faulted-writes.test.ts',
    settings: { FAULTS_ONLY: 'POST /v1/admin/teams', FAULTS_FAULT: 'dropped before' },
    says: /repeated: answered 201, and is there besides: INSERT public\.teams/,
  },
  {
    name: 'new event id on redelivery',
    file: 'server/platform/mail.ts',
    changes: [['messageId: idOf(message.id),', 'messageId: idOf(`msg_${Math.random()}`),']],
    caughtBy: 'faulted-background.test.ts',
    settings: { FAULTS_ONLY: 'mail' },
    says: /Message-ID/,
  },
  {
    name: 'stale cache after revocation',
    file: 'server/platform/kept-replies.ts',
    changes: [['if (holds && kept && this.#isCurrent(kept, asking)) {', 'if (kept) {']],
    caughtBy: 'revoked.test.ts',
    settings: {},
    says: /is let in still/,
  },
  {
    name: 'remembered after revocation',
    file: 'server/access/authenticate.ts',
    changes: [
      [
        'if (known && !anew && now.getTime() < known.until) {',
        'if (known && !anew) return known\n    if (known && !anew && now.getTime() < known.until) {',
      ],
    ],
    caughtBy: 'revoked.test.ts',
    settings: {},
    says: /is let in still/,
  },
  {
    name: 'retry without rollback',
    file: 'server/platform/borrow-connection.ts',
    changes: [
      ['await connection.query(sql`rollback`).then(', 'await connection.query(sql`select 1`).catch(() => {}).then('],
    ],
    caughtBy: 'faulted-writes.test.ts',
    settings: { FAULTS_ONLY: 'POST /v1/admin/teams', FAULTS_FAULT: '40001' },
    says: /a session is left idle in transaction/,
  },
]
