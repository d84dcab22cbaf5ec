// Reads what a cell says a task waits for: `copy FS+2; design SS`.
import type { Directory } from '../platform/import-rows.ts'

/** A name, then the type of link, then how many working days later or earlier; the name alone is FS. */
const LINK = /^(.*?)\s*(?:\b(FS|SS|FF|SF))?\s*(?:([+-]\s*\d{1,4})\s*d?)?$/i

const parts = (cell: string) => cell.split(/[;|\n]/).flatMap((part) => part.trim() || [])

/** Everything in the cell that may be a task's id. */
export const namesInLinks = (cell: string): string[] =>
  parts(cell).flatMap((part) => [part, LINK.exec(part)?.[1] ?? part])

export interface FileLink {
  taskId: string
  type?: string
  lagDays?: number
}

/** Each link, with the task that `find` makes of its name, or what is wrong with that. */
export function readLinks(cell: string, find: Directory['find']): (FileLink | { missing: string })[] {
  return parts(cell).map((part) => {
    // A title may itself end like a link: the whole of it goes first.
    const whole = find(part)
    if ('id' in whole) return { taskId: whole.id }
    const [, name = part, type, lag] = LINK.exec(part) ?? []
    const found = find(name)
    if ('missing' in found) return found
    return {
      taskId: found.id,
      ...(type && { type: type.toUpperCase() }),
      ...(lag && { lagDays: Number(lag.replaceAll(/\s/g, '')) }),
    }
  })
}
