// What is said where a project was set up: to its team in its channel, and to who has to see to the rest.
import { say, sayCount, type Said } from '../../domain/said.ts'
import type { Speech } from '../../domain/speech.ts'
import { showDaysIn } from '../../domain/spoken-days.ts'
import type { SetUp } from './set-up-project.ts'
import type { Left } from './set-up-tasks.ts'

const MOST_SAID = 20

/** What was made, in one line. */
export function summaryOf({ tasks, project: { startOn, dueOn } }: Pick<SetUp, 'tasks' | 'project'>): Said {
  const milestones = tasks.filter(({ task }) => task.kind === 'milestone').length
  if (tasks.length === 0) return say`No tasks were planned.`
  const plain = sayCount(tasks.length - milestones, '{count} task', '{count} tasks')
  const what =
    milestones > 0 ? say`${plain} and ${sayCount(milestones, '{count} milestone', '{count} milestones')}` : plain
  if (startOn === null) return dueOn === null ? say`${what}.` : say`${what}, to ${dueOn}.`
  return dueOn === null ? say`${what}, from ${startOn}.` : say`${what}, from ${startOn} to ${dueOn}.`
}

export const sayLeft = ({ task, reason }: Left): Said => (task === undefined ? reason : say`${task}: ${reason}`)

/** Markdown: the first message of the project's own thread, for the agency's eyes and in its language. */
export function welcomeText(setUp: Omit<SetUp, 'entryId'>, speech: Speech): string {
  const { t, tn, phrase } = speech
  const { project, templateName, booked, recurring, left } = setUp
  const lines = [
    t('Welcome to **{project}**. What concerns all of it is said here; what concerns a task, at the task.', {
      project: plain(project.name),
    }),
    templateName === null
      ? undefined
      : t('Set up from the template “{template}”: {summary}', {
          template: plain(templateName),
          summary: phrase(summaryOf(setUp)),
        }),
    recurring > 0
      ? tn(recurring, '{count} task will come back each period.', '{count} tasks will come back each period.')
      : undefined,
    booked.confirmed + booked.tentative + booked.placeholders === 0
      ? undefined
      : t('Booked: {confirmed} confirmed, {tentative} tentative, {placeholders} for whoever will be found.', {
          ...booked,
        }),
    left.length === 0 ? undefined : t('Still to be seen to:'),
  ]
  const open = left.slice(0, MOST_SAID).map((each) => `- ${plain(phrase(sayLeft(each)))}`)
  const rest = left.length - MOST_SAID
  const more = rest > 0 ? [`- ${tn(rest, 'and {count} more', 'and {count} more')}`] : []
  const said = showDaysIn(lines.filter((line) => line !== undefined).join('\n\n'), speech)
  return open.length === 0 ? said : `${said}\n\n${showDaysIn([...open, ...more].join('\n'), speech)}`
}

/** As it is written, though it is Markdown. */
const plain = (text: string): string => text.replaceAll(/[\\`*_[\]<>#]/g, (sign) => `\\${sign}`)
