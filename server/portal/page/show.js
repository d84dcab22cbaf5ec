// What the page shows. Whatever people wrote is set as text, never as HTML.
import { addressOf } from './talk.js'

const main = document.getElementById('view')
const told = document.getElementById('told')

export const copyOf = (name) => document.getElementById(name).content.cloneNode(true).firstElementChild
export const write = (element, name, text) => (element.querySelector(`[data-${name}]`).textContent = text)

const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' })
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const dayOf = (at) => day.format(new Date(at))
const momentOf = (at) => `${dayOf(at)}, ${clock.format(new Date(at))}`

export function datesOf({ askedAt, answerBy, doneBy, closedAt, status }) {
  const asked = `Asked ${dayOf(askedAt)}`
  if (closedAt) return `${asked} · closed ${dayOf(closedAt)}`
  if (status === 'your_turn') return `${asked} · goes on with your answer`
  if (answerBy) return `${asked} · you hear from us by ${momentOf(answerBy)}`
  return doneBy ? `${asked} · planned to be done by ${dayOf(doneBy)}` : `${asked} · paused for now`
}

export function mark(chip, { status, statusText }) {
  chip.dataset.status = status
  chip.textContent = statusText
}

/** Puts a view on the page, and the focus on its heading. */
export function show(view, title) {
  main.replaceChildren(view)
  main.setAttribute('aria-busy', 'false')
  document.title = title
  view.querySelector('h1')?.focus({ preventScroll: true })
  scrollTo(0, 0)
}

export function say(text) {
  told.textContent = text
  clearTimeout(say.timer)
  say.timer = setTimeout(() => (told.textContent = ''), 6000)
}

function cardOf(request) {
  const card = copyOf('card')
  card.querySelector('a').href = `#${request.id}`
  write(card, 'title', request.title)
  write(card, 'dates', datesOf(request))
  mark(card.querySelector('.chip'), request)
  const { lastMessage } = request
  if (lastMessage) write(card, 'last', `${lastMessage.from === 'agency' ? 'We' : 'You'} wrote ${dayOf(lastMessage.at)}`)
  return card
}

const GROUPS = [
  ['Waiting for you', ({ status }) => status === 'your_turn'],
  ['Open', ({ status, closedAt }) => status !== 'your_turn' && !closedAt],
  ['Closed', ({ closedAt }) => closedAt],
]

export function fillGroups(view, requests) {
  const groups = GROUPS.map(([name, belongs]) => [name, requests.filter(belongs)]).filter(
    ([, found]) => found.length > 0,
  )
  view.querySelector('[data-groups]').replaceChildren(
    ...groups.map(([name, found]) => {
      const group = copyOf('group')
      group.querySelector('h2').textContent = name
      group.querySelector('ul').append(...found.map(cardOf))
      return group
    }),
  )
}

function sizeOf(bytes) {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

function fileOf({ id, name, sizeBytes }) {
  const item = copyOf('file')
  item.querySelector('a').href = addressOf(`/attachments/${encodeURIComponent(id)}/content`)
  write(item, 'name', name)
  write(item, 'size', sizeOf(sizeBytes))
  return item
}

export function messageOf({ from, name, body, at, files }) {
  const item = copyOf('message')
  item.classList.toggle('theirs', from !== 'agency')
  write(item, 'name', from === 'you' ? 'You' : name)
  const time = item.querySelector('time')
  time.dateTime = at
  time.textContent = momentOf(at)
  item.querySelector('.words').textContent = body
  const list = item.querySelector('.files')
  list.hidden = files.length === 0
  list.append(...files.map(fileOf))
  return item
}
