// What the system does by itself, done at once and to the end, so that tests need not wait for it.
import { entriesAfter, logPosition } from '../server/activity/log-entries.ts'
import { placeEntries } from '../server/activity/place-entries.ts'
import { runRule, type Whose } from '../server/automation/engine.ts'
import { loadRules } from '../server/automation/load-rules.ts'
import { theHouse } from './agency.ts'

const MAX_ROUNDS = 100
const TIMEZONE = 'Europe/Berlin'

/** All that follows from what happened in an organisation since the position: rules, and what follows from what they did. */
export async function settle(organizationId: string): Promise<void> {
  const { db, clock, baseUrl } = await theHouse()
  const rules = await loadRules()
  const whose: Whose = { organizationId, timezone: TIMEZONE }
  let read = settled.get(organizationId) ?? 0
  for (let round = 0; round < MAX_ROUNDS; round++) {
    await placeEntries(db.worker)
    const entries = await db.worker.query(entriesAfter(read, 1_000))
    if (entries.length === 0) return
    for (const entry of entries) {
      read = entry.position
      settled.set(organizationId, read)
      if (entry.organizationId !== organizationId || entry.history || entry.depth >= 8) continue
      for (const rule of rules) {
        if (!rule.on?.[entry.event]) continue
        await runRule(db.app, {
          rule,
          whose,
          settings: rule.settings.parse({}),
          now: clock.tick(),
          publicUrl: baseUrl,
          entry,
        })
      }
    }
  }
  throw new Error('what happens by itself does not come to an end')
}

const settled = new Map<string, number>()

/** What is due by time: every rule looks at everything once, and what follows from that. */
export async function lookAround(organizationId: string): Promise<void> {
  const { db, clock, baseUrl } = await theHouse()
  const whose: Whose = { organizationId, timezone: TIMEZONE }
  for (const rule of await loadRules())
    await runRule(db.app, { rule, whose, settings: rule.settings.parse({}), now: clock.tick(), publicUrl: baseUrl })
  await settle(organizationId)
}

/** From now on: what happened before is not answered. */
export async function settleFromHere(organizationId: string): Promise<void> {
  const { db } = await theHouse()
  await placeEntries(db.worker)
  settled.set(organizationId, await logPosition(db.worker))
}
