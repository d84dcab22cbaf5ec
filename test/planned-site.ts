// The redesign with dates: what tests of planning begin with. Monday is 23 November 2026; people work Monday to Friday.
import { agency, type Person } from './agency.ts'

export const taskPath = (id: string, more = '') => `/v1/admin/projects/tasks/${id}${more}`
export const datesOf = async (who: Person, id: string) => {
  const { startOn, dueOn } = (await who.get(taskPath(id))).body
  return `${startOn} – ${dueOn}`
}

/** The redesign starts on Monday: copywriting takes three days, then visual design two. */
export async function plannedSite() {
  const house = await agency()
  await house.max.put('/v1/admin/projects/site', { startOn: '2026-11-23' })
  await house.max.put(taskPath('copy'), { durationDays: 3 })
  await house.max.put(taskPath('design'), { durationDays: 2 })
  return house
}
