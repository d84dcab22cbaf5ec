// What a person's hands do to the page: found by role and label beforehand, so that only the input itself is measured.
import type { Locator, Page } from 'playwright-core'

export type Act = () => Promise<void>

export interface Step {
  name: string
  /** The address where it begins, loaded anew; else it goes on where the step before has left off. */
  at?: string
  times?: number
  /** Of so many inputs it consists; what is told is the cost of one. */
  inputs?: number
  /** Finds what is acted upon; the number tells which time it is. */
  ready: (page: Page, n: number) => Promise<Act>
  /** What is seen once it is done. */
  shows?: (page: Page, n: number) => Locator
  /** Puts things back for the next time. */
  after?: (page: Page, n: number) => Promise<void>
}
export type Find = (page: Page, n: number) => Locator

export async function centreOf(thing: Locator): Promise<{ x: number; y: number }> {
  await thing.scrollIntoViewIfNeeded()
  const box = await thing.boundingBox()
  if (!box) throw new Error(`${String(thing)} is not to be seen`)
  // In the first line of what has several.
  return { x: box.x + Math.min(box.width / 2, 120), y: box.y + Math.min(box.height / 2, 10) }
}

export const click =
  (find: Find): Step['ready'] =>
  async (page, n) => {
    const { x, y } = await centreOf(find(page, n))
    return () => page.mouse.click(x, y)
  }

export const leave = async (page: Page): Promise<void> => {
  await page.keyboard.press('Escape')
}

/** Where a field of a dialog hears Escape first. */
export const cancel = async (page: Page): Promise<void> => {
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

/** One key of some, in turn; on a thing that has the focus for it. */
export const press =
  (keys: readonly string[], find?: Find): Step['ready'] =>
  async (page, n) => {
    if (find) await find(page, n).focus()
    return () => page.keyboard.press(keys[n % keys.length] ?? '')
  }

export const WHEELS = 10
/** Ten turns of the wheel over a thing, and back the next time. */
export const scroll =
  (find: Find, across: number, down: number): Step['ready'] =>
  async (page, n) => {
    const { x, y } = await centreOf(find(page, n))
    await page.mouse.move(x, y)
    const sign = n % 2 === 0 ? 1 : -1
    return async () => {
      for (let turn = 0; turn < WHEELS; turn++) await page.mouse.wheel(sign * across, sign * down)
    }
  }

export const MOVES = 10
/** Takes a thing along, in ten moves, and lets it go: `to` is how far, or onto what. */
export const drag =
  (find: Find, to: Find | { x: number; y: number }): Step['ready'] =>
  async (page, n) => {
    const from = await centreOf(find(page, n))
    const end = 'x' in to ? { x: from.x + to.x, y: from.y + to.y } : await centreOf(to(page, n))
    await page.mouse.move(from.x, from.y)
    return async () => {
      await page.mouse.down()
      for (let move = 1; move <= MOVES; move++)
        await page.mouse.move(from.x + ((end.x - from.x) * move) / MOVES, from.y + ((end.y - from.y) * move) / MOVES)
      await page.mouse.up()
    }
  }
