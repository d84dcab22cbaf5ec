// Has an agency that is made with a history begin where it is: what is late was told of long ago, and only what comes newly is
// told from now on.
import { DEFAULT_THRESHOLDS } from '../../domain/signal-conditions.ts'
import type { Database } from '../platform/database.ts'
import { transaction, type Tx } from '../platform/transaction.ts'
import { takeAsItIs } from '../signals/signal-watch.ts'
import {
  budget,
  checkIns,
  churn,
  inactivity,
  overload,
  payments,
  silence,
  slip,
  stalledOnboarding,
} from '../signals/watches.ts'
import { ruleActor, type Whose } from './engine.ts'
import { takeRequestsAsTheyAre } from './late-requests.ts'
import { climbSilently } from './task-ladder.ts'
import { blockedLadder, overdueLadder } from './task-ladders.ts'

const WATCHES = [churn, silence, checkIns, payments, inactivity, overload, stalledOnboarding, slip, budget]

/** By the thresholds that hold where nobody tuned them. */
export async function takeAllAsItIs(app: Database, whose: Whose, now: Date): Promise<void> {
  const actor = ruleActor('take all as it is', whose)
  await transaction(
    app,
    { actor, permission: 'automation.manage', scopes: ['organization'], now, isHistory: true },
    take,
  )
}

async function take(tx: Tx): Promise<void> {
  const { blockedWorkingDays, waitingClientWorkingDays, overdueWorkingDays } = DEFAULT_THRESHOLDS
  const [managerAfterDays, adminsAfterDays] = blockedWorkingDays
  await Promise.all([
    ...WATCHES.map((watch) => takeAsItIs(tx, watch({ coolDownDays: 30 }))),
    climbSilently(tx, overdueLadder([0, ...overdueWorkingDays])),
    climbSilently(tx, blockedLadder({ managerAfterDays, adminsAfterDays, clientAfterDays: waitingClientWorkingDays })),
    takeRequestsAsTheyAre(tx),
  ])
}
