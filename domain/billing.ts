// What a project's work earns, and what is to be posted so that its ledger says just that. Pure; entries are in billing-entry.ts.
import type { EntryKind } from './billing-entry.ts'

/** Of the contract, so much is billed at a time. */
export const STEPS = [25, 50, 75, 100] as const

/** A share of the contract in whole minor units: rounded down, here and nowhere else, so that it is never more than its percent. */
export const shareOf = (contractMinor: number, percent: number): number =>
  Number((BigInt(contractMinor) * BigInt(percent)) / 100n)

export interface BilledProject {
  id: string
  status: string
  billingMode: string
  contractMinor: number | null
  /** The highest progress that counted; the database keeps it in the transaction that saves progress. */
  acceptedProgress: number
  /** The highest progress at which it was put on hold. */
  heldProgress: number
  /** When it was cancelled, while it is. */
  closedAt: string | null
}
export interface BilledMilestone {
  id: string
  title: string
  billableMinor: number
  /** It was completed once. */
  reached: boolean
}
/** An entry of the project's ledger, in its currency, that no provider said. */
export interface Posted {
  id: string
  key: string
  kind: EntryKind
  amountMinor: number
  taskId: string | null
  reversesId: string | null
  beyondCancellation: boolean
}
export interface Posting {
  key: string
  kind: EntryKind
  amountMinor: number
  progress?: number
  contractMinor?: number
  taskId?: string
  taskTitle?: string
  reversesId?: string
}

/** Of the contract, what is to be billed: the last step that was passed, and all that was done when it was put on hold. */
export const earnedPercent = ({
  acceptedProgress,
  heldProgress,
}: Pick<BilledProject, 'acceptedProgress' | 'heldProgress'>) =>
  Math.max(heldProgress, ...STEPS.filter((step) => step <= acceptedProgress))

const sum = (entries: readonly { amountMinor: number }[]) =>
  entries.reduce((total, { amountMinor }) => total + amountMinor, 0)

/** What was posted for the contract, or for one milestone. A void waives an entry and changes nothing of this: so it is not posted again. */
export const earnedSoFar = (entries: readonly Posted[], taskId: string | null = null): number =>
  sum(entries.filter((entry) => entry.kind === (taskId === null ? 'progress' : 'milestone') && entry.taskId === taskId))

export interface Ledger {
  project: BilledProject
  /** Those that are there and have a price. */
  milestones: readonly BilledMilestone[]
  entries: readonly Posted[]
}

/**
 * What is to be posted now; nothing where the ledger is in step. Open, the project owes what its way of billing earns: the
 * difference to what was posted so far is posted, whatever changed. Cancelled, it owes nothing of what was posted until
 * then; once it is reopened, that credit is taken back first.
 */
export function whatToPost(ledger: Ledger, { cancellingCredits = true } = {}): Posting[] {
  const { project, entries } = ledger
  const closing = project.status === 'cancelled' ? `cancelled:${project.id}:${project.closedAt}` : undefined
  const reversed = new Set(entries.map(({ reversesId }) => reversesId))
  const takenBack = entries
    .filter(({ kind, key, id }) => kind === 'cancellation' && key !== closing && !reversed.has(id))
    .map(({ id, amountMinor }): Posting => {
      return { kind: 'reopening', key: `reopened:${id}`, reversesId: id, amountMinor: -amountMinor }
    })
  if (closing === undefined) return [...takenBack, ...earned(ledger)]
  const isCredited = !cancellingCredits || entries.some(({ key }) => key === closing)
  const amountMinor = isCredited ? 0 : -(standing(entries) + sum(takenBack))
  return amountMinor === 0 ? takenBack : [...takenBack, { kind: 'cancellation', key: closing, amountMinor }]
}

/** What a cancellation credits: all that was posted, but what was charged by hand because of one. */
function standing(entries: readonly Posted[]): number {
  const beyond = new Set(entries.filter(({ beyondCancellation }) => beyondCancellation).map(({ id }) => id))
  return sum(entries.filter(({ id, reversesId }) => !beyond.has(id) && !beyond.has(reversesId ?? '')))
}

function earned({ project, milestones, entries }: Ledger): Posting[] {
  const postings: Posting[] = []
  const isFixed = project.billingMode === 'fixed'
  const percent = isFixed ? earnedPercent(project) : 0
  const contractMinor = project.contractMinor ?? 0
  const difference = shareOf(contractMinor, percent) - earnedSoFar(entries)
  if (difference !== 0) {
    const n = entries.filter(({ kind }) => kind === 'progress').length
    const key = `progress:${project.id}:${n}`
    postings.push({ kind: 'progress', key, amountMinor: difference, progress: percent, contractMinor })
  }
  for (const { id, title, billableMinor, reached } of milestones) {
    const owed = project.billingMode === 'milestone' && reached ? billableMinor : 0
    const amountMinor = owed - earnedSoFar(entries, id)
    if (amountMinor === 0) continue
    const n = entries.filter(({ taskId }) => taskId === id).length
    const key = `milestone:${project.id}:${id}:${n}`
    postings.push({ kind: 'milestone', key, amountMinor, taskId: id, taskTitle: title })
  }
  return postings
}

/** What is still to come, and when: of a contract its next step, else the next milestone. */
export interface Outlook {
  leftMinor: number | null
  next: { progress: number | null; milestone: { taskId: string; title: string } | null; amountMinor: number } | null
}

/** Milestones in the order of their days. Nothing is to come where nothing is earned by progress, or no more. */
export function outlookOf({ project, milestones, entries }: Ledger): Outlook {
  const contractMinor = project.contractMinor ?? 0
  if (project.status === 'cancelled') return { leftMinor: 0, next: null }
  if (project.billingMode === 'fixed') {
    const soFar = earnedSoFar(entries)
    const progress = STEPS.find((step) => step > earnedPercent(project) && shareOf(contractMinor, step) > soFar)
    const amountMinor = progress === undefined ? 0 : shareOf(contractMinor, progress) - soFar
    return { leftMinor: contractMinor - soFar, next: progress ? { progress, milestone: null, amountMinor } : null }
  }
  if (project.billingMode !== 'milestone') return { leftMinor: null, next: null }
  const open = milestones.find(({ reached, billableMinor }) => !reached && billableMinor > 0)
  return {
    leftMinor: milestones.reduce((left, { id, billableMinor }) => left + billableMinor - earnedSoFar(entries, id), 0),
    next: open
      ? { progress: null, milestone: { taskId: open.id, title: open.title }, amountMinor: open.billableMinor }
      : null,
  }
}
