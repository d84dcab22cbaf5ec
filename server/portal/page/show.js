// What the page shows. Whatever people wrote is set as text, never as HTML.
import { locale, t } from '../words/words.js'
import { addressOf } from './talk.js'

const main = document.getElementById('view')
const told = document.getElementById('told')

export const copyOf = (name) => document.getElementById(name).content.cloneNode(true).firstElementChild
export const write = (element, name, text) => (element.querySelector(`[data-${name}]`).textContent = text)

/** The agency's zone, known with the list of requests. */
let timeZone
export const setZone = (zone) => (timeZone = zone)
const written = (at, options) => new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(new Date(at))
const DAY = { weekday: 'short', day: 'numeric', month: 'short' }
const dayOf = (at) => written(at, DAY)
const momentOf = (at) => written(at, { ...DAY, hour: '2-digit', minute: '2-digit' })

export function datesOf({ askedAt, answerBy, doneBy, closedAt, status }) {
  const asked = t('Asked {day}', { day: dayOf(askedAt) })
  const and = (what) => `${asked} · ${what}`
  if (closedAt) return and(t('closed {day}', { day: dayOf(closedAt) }))
  if (status === 'your_turn') return and(t('goes on with your answer'))
  if (answerBy) return and(t('you hear from us by {moment}', { moment: momentOf(answerBy) }))
  return and(doneBy ? t('planned to be done by {day}', { day: dayOf(doneBy) }) : t('paused for now'))
}

export function mark(chip, { status, statusText }) {
  chip.dataset.status = status
  chip.textContent = t(statusText)
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
  if (lastMessage) {
    const day = dayOf(lastMessage.at)
    write(card, 'last', lastMessage.from === 'agency' ? t('We wrote {day}', { day }) : t('You wrote {day}', { day }))
  }
  return card
}

const GROUPS = [
  [t('Waiting for you'), ({ status }) => status === 'your_turn'],
  [t('Open // what is not closed'), ({ status, closedAt }) => status !== 'your_turn' && !closedAt],
  [t('Closed'), ({ closedAt }) => closedAt],
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
  const [unit, size, digits] =
    bytes < 1_000_000 ? ['kilobyte', Math.ceil(bytes / 1000), 0] : ['megabyte', bytes / 1e6, 1]
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: digits }).format(size)
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
  write(item, 'name', from === 'you' ? t('You') : name)
  const time = item.querySelector('time')
  time.dateTime = at
  time.textContent = momentOf(at)
  item.querySelector('.words').textContent = body
  const list = item.querySelector('.files')
  list.hidden = files.length === 0
  list.append(...files.map(fileOf))
  return item
}
