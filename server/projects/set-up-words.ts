// What is said where a project was set up: to its team in its channel, and to who has to see to the rest.
import type { SetUp } from './set-up-project.ts'
import type { Left } from './set-up-tasks.ts'

const MOST_SAID = 20

const count = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`

/** What was made, in one line. */
export function summaryOf({ tasks, project }: Pick<SetUp, 'tasks' | 'project'>): string {
  const milestones = tasks.filter(({ task }) => task.kind === 'milestone').length
  if (tasks.length === 0) return 'No tasks were planned.'
  const what = [count(tasks.length - milestones, 'task'), ...(milestones > 0 ? [count(milestones, 'milestone')] : [])]
  const from = project.startOn === null ? '' : `, from ${project.startOn}`
  const to = project.dueOn === null ? '' : ` to ${project.dueOn}`
  return `${what.join(' and ')}${from}${to}.`
}

export const sayLeft = ({ task, reason }: Left): string => (task === undefined ? reason : `${task}: ${reason}`)

/** Markdown: the first message of the project's own thread, for the agency's eyes. */
export function welcomeText(setUp: Omit<SetUp, 'entryId'>): string {
  const { project, templateName, booked, recurring, left } = setUp
  const lines = [
    `Welcome to **${plain(project.name)}**. What concerns all of it is said here; what concerns a task, at the task.`,
    templateName === null ? undefined : `Set up from the template “${plain(templateName)}”: ${summaryOf(setUp)}`,
    recurring > 0 ? `${count(recurring, 'task')} will come back each period.` : undefined,
    booked.confirmed + booked.tentative + booked.placeholders === 0
      ? undefined
      : `Booked: ${booked.confirmed} confirmed, ${booked.tentative} tentative, ${booked.placeholders} for whoever will be found.`,
    left.length === 0 ? undefined : 'Still to be seen to:',
  ]
  const open = left.slice(0, MOST_SAID).map((each) => `- ${plain(sayLeft(each))}`)
  const more = left.length > MOST_SAID ? [`- and ${left.length - MOST_SAID} more`] : []
  const said = lines.filter((line) => line !== undefined).join('\n\n')
  return open.length === 0 ? said : `${said}\n\n${[...open, ...more].join('\n')}`
}

/** As it is written, though it is Markdown. */
const plain = (text: string): string => text.replaceAll(/[\\`*_[\]<>#]/g, (sign) => `\\${sign}`)
