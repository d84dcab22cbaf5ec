// What was said in the demo's projects: with the client by mail and on the phone, and among colleagues. Told, so nothing is sent.
import type { Permission } from '../../domain/permissions.ts'
import type { NewMessage } from '../../domain/communication.ts'
import { discussTask, writeInProject } from '../communications/thread-writing.ts'
import { takeClientMessage } from '../requests/client-message.ts'
import { DAY } from './demo-calendar.ts'
import { randomOf, type Random } from './demo-random.ts'
import type { Happening, ProjectHistory } from './live-projects.ts'
import { filled, type PlannedProject } from './plan-projects.ts'

/** Who says it, and how: to the client, by them, or inside. */
type Line = [
  who: 'manager to client' | 'account to client' | 'client mails' | 'client calls' | 'manager' | 'account',
  body: string,
]

/** Each in the order in which it is said; a reply comes within a few hours. */
const CONVERSATIONS: Line[][] = [
  [
    [
      'account to client',
      'Good morning,\n\nit was a pleasure to meet you. As agreed: we begin with the questions about {subject}, and you get our list of what we need by tomorrow.',
    ],
    ['client mails', 'Thank you, sounds good. Please send the list to me, I pass it on to the colleagues.'],
    ['manager', 'List is out. They want one contact only, so everything goes through {contact}.'],
  ],
  [
    [
      'client calls',
      '{contact} called: they are moving the {subject} pages up front, since that is what brings the enquiries. Wants to know whether this changes the date.',
    ],
    ['manager', 'It does not if we have the texts by the end of next week. I tell them.'],
    [
      'manager to client',
      'Hello,\n\nyes, we can put {subject} first. The date holds **if the texts are with us by the end of next week**; later than that, it moves by as many days.',
    ],
    ['client mails', 'Understood. You will have them.'],
  ],
  [
    [
      'manager to client',
      'The first draft for {subject} is ready for you. Please look at\n\n1. the headline,\n2. the order of the pictures,\n3. the wording of the button.\n\nAnything else can wait for the next round.',
    ],
    [
      'client mails',
      'We like it! Headline and button are fine. Could picture 2 and 3 change places? And the logo a bit larger, please…',
    ],
    ['manager', 'Of course the logo. Pictures yes, logo by ten per cent, no more.'],
  ],
  [
    ['client mails', 'Our new price list comes into force next month. Does that have to be changed everywhere?'],
    ['account to client', 'In two places, and we do it together. Please send us the list as soon as it is final.'],
  ],
  [
    [
      'account',
      'Had lunch with {contact}. They are happy with the work and wonder about the invoices: three hours more than expected last month.',
    ],
    ['manager', 'That was the second round on {subject}. I add a note to the next one.'],
  ],
  [
    [
      'manager',
      'Heads-up: the log-in to the old system does not work any more, and nobody at {client} knows who has it.',
    ],
    ['account', 'I ask their old agency. They owe me one.'],
    ['account', 'Log-in is in the vault.'],
  ],
  [
    [
      'client calls',
      'Call with {contact}: the board looks at it on Thursday, so no changes on the staging site from Wednesday evening on.',
    ],
    [
      'manager to client',
      'As just agreed on the phone: nothing changes on staging from Wednesday 18:00 until you give us the word.',
    ],
    ['client mails', 'The board likes it. You can go on.'],
  ],
  [
    [
      'manager to client',
      'A short note on where we stand: everything that was planned up to now is done, two points wait for your answer (see my mail of last week).',
    ],
    ['client mails', 'Sorry, that went under here. I answer tomorrow.'],
  ],
  [
    [
      'account to client',
      'Here is the report of last month. In short: more enquiries about {subject}, fewer visits from abroad, and one page that we would like to talk about.',
    ],
    ['client mails', 'Very nice. Let us talk about the page on Monday.'],
    ['client calls', 'Monday call: they agree, we rewrite the page. No extra budget, it goes into the running hours.'],
  ],
  [
    ['client mails', 'There is a mistake in our phone number on the {subject} page. Can that be corrected today?'],
    ['manager to client', 'Corrected, and checked in all other places. Thank you for telling us!'],
  ],
]

const CLOSINGS = [
  'Thank you, noted. We are on it.',
  'Thank you! You hear from us as soon as there is news.',
  'Perfect, thank you. Then we go on like this.',
]

/** Among those who do the work. */
const ON_TASKS: [question: string, answer: string][] = [
  [
    'Which version of the logo counts, the one from spring or the one in the new folder?',
    'The new folder. The old one goes on Friday.',
  ],
  [
    'The text is 200 words too long for this space. Shorten, or another layout?',
    'Shorten, please. The last paragraph says nothing new.',
  ],
  ['I need half a day more: the pictures came in the wrong format.', 'Fine, that is in the buffer.'],
  ['Does this have to work on the very old phones too?', 'It has to be readable there, not beautiful.'],
  ['Ready from my side. Who looks over it?', 'I do, this afternoon.'],
]

/** All that was said in a project, in the order of time; nothing in one that nobody may see any more. */
export function messages({ project, lives }: ProjectHistory): Happening[] {
  const { cast, createdDay } = project
  if (cast.deletedDay !== undefined || cast.status === 'draft') return []
  const random = randomOf(`${cast.slug} messages`)
  const begin = (createdDay + 1) * DAY
  // Some clients were heard of this week, others went silent.
  const until = (cast.endDay ?? -random.pick([0, 1, 1, 2, 4, 8, 15, 22])) * DAY - 30
  if (until - begin < DAY) return []
  const count = Math.min(CONVERSATIONS.length, 1 + Math.floor((until - begin) / (9 * DAY)))
  const [first, ...others] = CONVERSATIONS
  const chosen = [first ?? [], ...shuffled(others, random).slice(0, count - 1)]
  const said = chosen.flatMap((lines, i) => {
    const at = begin + ((until - begin) * (i + 0.4)) / chosen.length
    return conversation(project, lines, { at, until, random, key: `${cast.slug}_${i}` })
  })
  return [...said, ...onTasks(project, lives, random)].toSorted((a, b) => a.at - b.at)
}

interface Telling {
  at: number
  until: number
  random: Random
  key: string
}

function conversation(project: PlannedProject, lines: Line[], { at, until, random, key }: Telling): Happening[] {
  const { id, cast, account, accountManagerId } = project
  const subject = random.pick(account.subjects)
  let moment = at
  const closing = randomOf(`${key} closing`)
  // Most clients hear something at the end, and are not left waiting.
  const isClosed = lines.at(-1)?.[0].startsWith('client') === true && closing.chance(0.85)
  const all: Line[] = isClosed ? [...lines, ['account to client', closing.pick(CLOSINGS)]] : lines
  return all.flatMap(([who, words], n) => {
    moment += n === 0 ? 0 : random.between(20, 400)
    if (moment > until) return []
    const body = filled(words, { ...account, subjects: [subject] })
    const message = { id: `msg_${key}_${n + 1}`, body, ...wayOf(who, project) }
    const by = who.startsWith('manager') ? cast.managerId : accountManagerId
    const may: Permission = 'communication.write'
    return [
      { at: moment, by, may, run: (tx) => writeInProject(tx, id, message, takeClientMessage) } satisfies Happening,
    ]
  })
}

function wayOf(who: Line[0], { account }: PlannedProject): Partial<NewMessage> {
  if (who.endsWith('to client')) return { visibility: 'client' }
  if (!who.startsWith('client')) return {}
  const [contact] = account.contacts
  const author = { name: contact?.name ?? account.name, ...(contact && { email: contact.email }) }
  return { direction: 'incoming', channel: who === 'client calls' ? 'phone' : 'email', author }
}

/** Now and then somebody asks the manager about what they are working on. */
function onTasks({ cast, tasks }: PlannedProject, lives: ProjectHistory['lives'], random: Random): Happening[] {
  return tasks.flatMap((task) => {
    const { begunAt, doneAt } = lives.get(task.key) ?? { begunAt: Infinity, doneAt: Infinity }
    const end = Math.min(doneAt, (cast.endDay ?? 0) * DAY - 30)
    const [assignee] = task.assigneeIds
    if (assignee === undefined || assignee === cast.managerId || !random.chance(0.12) || end - begunAt < 120) return []
    const [question, answer] = random.pick(ON_TASKS)
    const say = (by: string, at: number, body: string, n: number): Happening => {
      const message = { id: `msg${task.id.slice(3)}_${n}`, body }
      return { at, by, may: 'task.discuss', run: (tx) => discussTask(tx, task.id, message, takeClientMessage) }
    }
    const asked = begunAt + (end - begunAt) / 3
    return [say(assignee, asked, question, 1), say(cast.managerId, asked + random.between(5, 60), answer, 2)]
  })
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const left = [...items]
  return Array.from({ length: items.length }, () => left.splice(random.between(0, left.length - 1), 1)).flat()
}
