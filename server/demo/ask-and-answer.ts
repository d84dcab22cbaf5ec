// The stories of the demo's requests as operations, each by who did it: the client by their link, those who look after them, and us.
import { sql } from 'kysely'
import type { ProjectStatus } from '../../domain/project.ts'
import type { Resolution } from '../../domain/request-life.ts'
import type { Tx } from '../platform/transaction.ts'
import { addCommunication } from '../communications/add-communication.ts'
import { createClientLink } from '../portal/client-link-operations.ts'
import { takeClientMessage } from '../requests/client-message.ts'
import { processRequest } from '../requests/process-request.ts'
import { updateRequestStatus } from '../requests/request-moves.ts'
import { addRequest, createRequest, updateRequest } from '../requests/request-operations.ts'
import type { Happening, ProjectHistory } from './live-projects.ts'
import { liveRequests, type LivedRequest } from './live-requests.ts'
import type { PlannedProject } from './plan-projects.ts'
import { PROMISE, REOPENED, SUPERSEDED, WITHDRAWN } from './request-texts.ts'

interface Asking {
  project: PlannedProject
  request: LivedRequest
  client: NonNullable<Happening['client']>
}

export const linkIdOf = (slug: string): string => `cli_${slug}`

/** What clients asked in a project and how it was answered; `place` among the projects gives each another mixture. */
export function askedAndAnswered({ project, lives }: ProjectHistory, place: number): Happening[] {
  const requests = liveRequests(project, lives, place)
  const [first] = requests
  const [contact] = project.account.contacts
  if (!first || !contact) return []
  const client = { linkId: linkIdOf(project.cast.slug), name: contact.name, email: contact.email }
  const invited: Happening = {
    at: first.askedAt - 8,
    by: project.accountManagerId,
    may: 'client_link.manage',
    run: (tx) =>
      createClientLink(tx, project.id, { id: client.linkId, name: client.name, email: client.email, send: false }),
  }
  return [invited, ...requests.flatMap((request) => happeningsOf({ project, request, client }))]
}

function happeningsOf(asking: Asking): Happening[] {
  const { request } = asking
  const story = [asked(asking), ...answered(asking), ...afterwards(asking)]
  return story.filter(({ at }) => at < request.until)
}

function asked({ project, request, client }: Asking): Happening {
  const { id, text, source, priority, askedAt: at } = request
  const requester = { name: client.name, email: client.email }
  const input = { id, title: text.title, body: text.body, type: text.type, priority, source, requester }
  if (source !== 'portal')
    return {
      at,
      by: project.accountManagerId,
      may: 'request.create',
      run: (tx) => createRequest(tx, project.id, input),
    }
  const run = async (tx: Tx) => addRequest(tx, await projectOf(tx, project), input)
  return { at, by: client.linkId, client, may: 'request.create', run }
}

/** As it stands at that moment: where it is on hold, no clock runs. */
async function projectOf(tx: Tx, { id, cast }: PlannedProject) {
  const found = await tx.first<{ status: ProjectStatus }>(sql`select status from projects
    where organization_id = ${tx.actor.organizationId} and id = ${id}`)
  if (!found) throw new Error(`the demo has no project ${id} yet`)
  return { id, accountId: cast.accountId, status: found.status }
}

/** Somebody looks after it, and says a word about it among ourselves. */
function takenUp(asking: Asking): Happening[] {
  const { id, takenAt } = asking.request
  const manager = asking.project.cast.managerId
  return [
    move(manager, takenAt, (tx) => updateRequestStatus(tx, id, { status: 'in_review' })),
    move(manager, takenAt + 3, (tx) => updateRequest(tx, id, { assigneeId: manager })),
    { at: takenAt + 5, by: manager, may: 'communication.write', run: (tx) => aside(tx, asking) },
  ]
}

function answer({ request, project }: Asking, at: number, resolutionStatus: Resolution, response: string): Happening {
  const note = resolutionStatus === 'declined' ? request.text.inside : undefined
  const run = (tx: Tx) => processRequest(tx, request.id, { resolutionStatus, response, note })
  return move(project.cast.managerId, at, run, 'request.process')
}

/** Until it is where it is now, or was before it was reopened. */
function answered(asking: Asking): Happening[] {
  const { request, project } = asking
  const { id, text, end, takenAt, answeredAt } = request
  const manager = project.cast.managerId
  const taken = takenUp(asking)
  const question = answer(asking, answeredAt - 9, 'awaiting_client', text.question)
  const said = { at: answeredAt - 4, by: asking.client.linkId, client: asking.client, may: 'request.create' as const }
  const reply: Happening = { ...said, run: (tx) => clientSays(tx, asking, text.reply) }
  const withdrawn = (tx: Tx) => updateRequestStatus(tx, id, { status: 'cancelled', reason: WITHDRAWN })
  switch (end) {
    case 'pending':
      return []
    case 'in_review':
      return taken
    case 'awaiting_client':
      return [...taken, question]
    case 'accepted':
      return [...taken.slice(0, 2), answer(asking, answeredAt, 'accepted', PROMISE)]
    case 'declined':
      return [...taken, answer(asking, answeredAt, 'declined', text.refusal)]
    case 'cancelled':
      return [move(manager, takenAt, withdrawn)]
    case 'duplicate':
      return [move(manager, takenAt, (tx) => updateRequest(tx, id, { duplicateOf: request.original ?? null }))]
    case 'completed':
    case 'reopened':
      return [...taken, question, reply, answer(asking, answeredAt, 'completed', text.answer)]
  }
}

/** What came after the answer: the work was done, or it was not solved after all. */
function afterwards(asking: Asking): Happening[] {
  const { request, project, client } = asking
  const { id, end, answeredAt, doneAt, dropped } = request
  const manager = project.cast.managerId
  if (end === 'reopened') {
    const said = { at: answeredAt + 60, by: client.linkId, client, may: 'request.create' as const }
    return [
      { ...said, run: (tx) => clientSays(tx, asking, 'Thank you! On my side it still looks as before, though.') },
      move(manager, answeredAt + 90, (tx) => updateRequestStatus(tx, id, { status: 'in_review', reason: REOPENED })),
    ]
  }
  if (end !== 'accepted' || doneAt === Infinity) return []
  if (!dropped) return [move(manager, doneAt + 20, (tx) => updateRequestStatus(tx, id, { status: 'completed' }))]
  const refusal = { resolutionStatus: 'declined' as const, response: request.text.refusal, note: SUPERSEDED }
  return [move(manager, doneAt + 20, (tx) => processRequest(tx, id, refusal), 'request.process')]
}

const move = (
  by: string,
  at: number,
  run: Happening['run'],
  may: 'request.update' | 'request.process' = 'request.update',
): Happening => ({ at, by, may, run })

const threadOf = ({ project, request }: Asking) => ({
  thread: { type: 'request' as const, id: request.id },
  projectId: project.id,
  accountId: project.cast.accountId,
  channel: request.source === 'email' ? ('email' as const) : ('portal' as const),
})

const aside = (tx: Tx, asking: Asking) =>
  addCommunication(tx, { ...threadOf(asking), direction: 'internal', body: asking.request.text.inside })

const clientSays = (tx: Tx, asking: Asking, body: string) => {
  const { linkId: id, name, email } = asking.client
  return takeClientMessage(tx, { ...threadOf(asking), author: { type: 'client', id, name, email }, body })
}
