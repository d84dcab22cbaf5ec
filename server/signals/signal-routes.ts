// What the outside may ask about signals, the queue of what wants attention.
import { Communication } from '../../domain/communication.ts'
import { NewSignal, Signal, SignalChange, SignalStatusChange } from '../../domain/signal.ts'
import { CommunicationPage, ThreadFilters } from '../communications/communication-queries.ts'
import { endpoint } from '../platform/endpoint.ts'
import { createSignal, updateSignal, updateSignalStatus } from './signal-operations.ts'
import { getSignal, listSignals, SignalFilters, SignalPage } from './signal-queries.ts'
import { listSignalThread, SignalMessage, writeOnSignal } from './signal-thread.ts'

export const signalRoutes = [
  endpoint({
    method: 'GET',
    path: '/v1/admin/signals',
    may: 'signal.read',
    summary: 'What wants attention, the most urgent first.',
    query: SignalFilters,
    reply: SignalPage,
    run: (tx, { query }) => listSignals(tx, query),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/admin/signals',
    may: 'signal.update',
    summary: 'Asks somebody to look at a client, a project or a person; once while it is open.',
    body: NewSignal,
    reply: Signal,
    status: 201,
    location: ({ id }) => `/v1/admin/signals/${id}`,
    problems: ['already_exists'],
    run: (tx, { body }) => createSignal(tx, body),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/signals/:signalId',
    may: 'signal.read',
    summary: 'One signal, with what it was raised from.',
    reply: Signal,
    run: (tx, { params }) => getSignal(tx, params.signalId),
  }),
  endpoint({
    method: 'PUT',
    path: '/v1/admin/signals/:signalId',
    may: 'signal.update',
    summary: 'Hands a signal to somebody, or changes its priority or title.',
    body: SignalChange,
    reply: Signal,
    problems: ['invalid_transition'],
    run: (tx, { params, body }) => updateSignal(tx, params.signalId, body),
  }),
  endpoint({
    method: 'PUT',
    path: '/v1/admin/signals/:signalId/status',
    may: 'signal.update',
    summary: 'Acknowledges, snoozes, completes or dismisses a signal.',
    body: SignalStatusChange,
    reply: Signal,
    problems: ['invalid_transition'],
    run: (tx, { params, body }) => updateSignalStatus(tx, params.signalId, body),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/signals/:signalId/communications',
    may: 'signal.read',
    summary: 'What was said about a signal; no client sees any of it.',
    query: ThreadFilters,
    reply: CommunicationPage,
    run: (tx, { params, query }) => listSignalThread(tx, params.signalId, query),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/admin/signals/:signalId/communications',
    may: 'signal.update',
    summary: 'Says something about a signal to those who look after it.',
    body: SignalMessage,
    reply: Communication,
    status: 201,
    problems: ['already_exists'],
    run: (tx, { params, body }) => writeOnSignal(tx, params.signalId, body),
  }),
]
