// The log's proof in words, for the administrator who asked for it at the keyboard.
import type { Verification } from './verify-activity.ts'

export function tellVerification(found: Verification): string[] {
  const { organizationId, entries, sealed, batches, blanked, retired, notSealedYet, lastSeq, head, headCopy, bad } =
    found
  const parts = [
    `${sealed} sealed in ${counted(batches, 'batch', 'batches')}`,
    ...(blanked > 0 ? [`${blanked} of them blanked as their projects were purged`] : []),
    ...(retired > 0 ? [`${retired} gone before, as their time was over`] : []),
    ...(notSealedYet > 0 ? [`${notSealedYet} not sealed yet`] : []),
  ]
  const lines = [`${organizationId}: ${counted(entries, 'entry', 'entries')} up to ${lastSeq}; ${parts.join(', ')}.`]
  if (bad)
    return [
      ...lines,
      `  BAD: ${bad.seq === null ? '' : `entry ${bad.seq} `}${bad.id === null ? '' : `(${bad.id}) `}${bad.what}.`,
    ]
  if (head !== null) lines.push(`  The head is ${head}.`)
  lines.push(
    headCopy === 'agrees'
      ? '  It holds, and the copy of its head outside the database agrees.'
      : '  It holds as far as it goes. There is no copy of its head here: had its end been cut off, nobody could tell.',
  )
  return lines
}

const counted = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`
