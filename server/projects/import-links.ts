// Reads what a cell says a task waits for: `copy FS+2; design SS`.
import type { Said } from '../../domain/said.ts'
import type { Directory } from '../platform/import-rows.ts'

/** A cell that is longer names more than a task can wait for. */
export const MAX_CELL = 20_000

// Each looks at the end alone, and every run of spaces is of one sign: no cell takes long.
/** How many working days later or earlier. */
const LAG = /[+-]\s*\d{1,4}\s*d?$/i
const TYPE = /\b(?:FS|SS|FF|SF)$/i

/** A name, then the type of link, then the lag; the name alone is FS. */
function linkIn(part: string): { name: string; type: string | undefined; lag: string | undefined } {
  const lag = LAG.exec(part)?.[0]
  const rest = part.slice(0, part.length - (lag?.length ?? 0)).trimEnd()
  const type = TYPE.exec(rest)?.[0]
  return { name: rest.slice(0, rest.length - (type?.length ?? 0)).trimEnd(), type, lag }
}

const parts = (cell: string) => cell.split(/[;|\n]/).flatMap((part) => part.trim() || [])

/** Everything in the cell that may be a task's id. */
export const namesInLinks = (cell: string): string[] =>
  cell.length > MAX_CELL ? [] : parts(cell).flatMap((part) => [part, linkIn(part).name])

export interface FileLink {
  taskId: string
  type?: string
  lagDays?: number
}

/** Each link, with the task that `find` makes of its name, or what is wrong with that. */
export function readLinks(cell: string, find: Directory['find']): (FileLink | { missing: string | Said })[] {
  if (cell.length > MAX_CELL) return [{ missing: `is longer than ${MAX_CELL} characters` }]
  return parts(cell).map((part) => {
    // A title may itself end like a link: the whole of it goes first.
    const whole = find(part)
    if ('id' in whole) return { taskId: whole.id }
    const { name, type, lag } = linkIn(part)
    const found = find(name)
    if ('missing' in found) return found
    return {
      taskId: found.id,
      ...(type && { type: type.toUpperCase() }),
      ...(lag && { lagDays: Number(lag.replaceAll(/[\sd]/gi, '')) }),
    }
  })
}
