// The client's page in the browser: the list of their requests, a new one, and one with its conversation.
import { t, tn } from '../words/words.js'
import { guarded, whenSent } from './forms.js'
import { copyOf, datesOf, fillGroups, mark, messageOf, say, setZone, show, write } from './show.js'
import { ask, bring, Refused, sentenceOf } from './talk.js'

const main = document.getElementById('view')
const LOOK_AGAIN_MS = 60_000

/** Whose page it is, in its head. */
function greet({ agency, project }) {
  write(document, 'initial', [...agency][0]?.toUpperCase() ?? '')
  write(document, 'agency', agency)
  write(document, 'project', project)
}

async function showList() {
  const page = await ask()
  setZone(page.timezone)
  const { agency, project, client, you, requests } = page
  const view = copyOf('list')
  write(view, 'hello', t('Hello {name}', { name: you }))
  write(view, 'about', t('Your requests for {client}', { client }))
  if (requests.length === 0) {
    view.querySelector('.intro .button').remove()
    view.querySelector('[data-groups]').append(copyOf('empty'))
  } else fillGroups(view, requests)
  offerMore(view, requests, page.nextCursor)
  return () => {
    greet(page)
    show(view, `${project} – ${agency}`)
  }
}

function offerMore(view, requests, cursor) {
  const more = view.querySelector('[data-more]')
  more.hidden = cursor === null
  const showMore = guarded(more, async () => {
    const { data, pagination } = await ask(`/requests?limit=50&cursor=${encodeURIComponent(cursor)}`)
    const all = [...requests, ...data]
    fillGroups(view, all)
    offerMore(view, all, pagination.nextCursor)
  })
  more.addEventListener('click', showMore, { once: true })
}

async function showNew() {
  const view = copyOf('new')
  const form = view.querySelector('form')
  whenSent(form, async (key) => {
    const { title, body, type, priority } = Object.fromEntries(new FormData(form))
    const { id } = await ask('/requests', { title: title.trim(), body, type, priority, key })
    if (await bringAll(id, form)) say(t('Thank you: we have your request.'))
    location.hash = id
  })
  return () => show(view, t('New request'))
}

/** Brings the form's files, one after the other; whether all of them arrived. What was written is there in any case. */
async function bringAll(id, form) {
  const files = [...form.elements.files.files]
  for (const [n, file] of files.entries()) {
    say(t('Sending file {place} of {count}: {name} …', { place: n + 1, count: files.length, name: file.name }))
    try {
      await bring(id, file)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const why = sentenceOf(error.problem)
      say(t('Your words are here, but not the file {name}: {why}', { name: file.name, why }))
      return false
    }
  }
  return true
}

function fillRequest(view, request) {
  write(view, 'title', request.title)
  write(view, 'dates', datesOf(request))
  mark(view.querySelector('.chip'), request)
  const isTheirTurn = request.status === 'your_turn'
  view.querySelector('[data-turn]').hidden = !isTheirTurn
  write(view, 'label', isTheirTurn ? t('Your answer') : t('Write to us'))
  view.querySelector('[data-closed]').hidden = !request.closedAt
  view.querySelector('[data-withdraw]').hidden = !request.mayWithdraw
  view.querySelector('[data-earlier]').hidden = request.earlierMessages === 0
  const earlier = tn(
    request.earlierMessages,
    '{count} earlier message is not shown.',
    '{count} earlier messages are not shown.',
  )
  write(view, 'earlier', earlier)
  const first = { from: 'you', name: '', body: request.body, at: request.askedAt, files: request.files }
  view.querySelector('.thread').replaceChildren(...[first, ...request.messages].map(messageOf))
}

async function showRequest(id) {
  const path = `/requests/${encodeURIComponent(id)}`
  const [request] = await Promise.all([ask(path), whose])
  const view = copyOf('request')
  const fill = (now) => fillRequest(view, now)
  fill(request)
  const form = view.querySelector('form')
  whenSent(form, async (key) => {
    const written = await ask(`${path}/messages`, { body: form.elements.body.value, key })
    const brought = form.elements.files.files.length > 0
    if (await bringAll(id, form)) say(t('Sent.'))
    fill(brought ? await ask(path) : written)
    form.reset()
  })
  const [dialog, withdraw] = [view.querySelector('dialog'), view.querySelector('[data-withdraw]')]
  withdraw.addEventListener('click', () => dialog.showModal())
  dialog.addEventListener('close', () => {
    if (dialog.returnValue === 'yes') void guarded(withdraw, async () => fill(await ask(`${path}/cancel`, {})))()
  })
  return () => {
    again = async () => fill(await ask(path))
    show(view, request.title)
  }
}

const PROBLEMS = {
  link_not_found: [
    t('This page is not there any more'),
    t('The address is not complete, or it is not in use any more. Please ask your contact for a new one.'),
  ],
  request_not_found: [t('There is no such request'), t('It may have been taken away.')],
}

function showProblem(problem) {
  const view = copyOf('problem')
  const [title, text] = PROBLEMS[problem.code] ?? [t('That did not work'), sentenceOf(problem)]
  write(view, 'title', title)
  write(view, 'text', text)
  view.querySelector('[data-home]').hidden = problem.code !== 'request_not_found'
  const retry = view.querySelector('[data-again]')
  retry.hidden = problem.code in PROBLEMS
  retry.addEventListener('click', () => void route())
  show(view, t('Your requests'))
}

/** Reads what is on the page anew; nothing where that is a form. */
let again
let turn = 0

/** What the address names; what can not be read is the name of no request. */
function placeIn(text) {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

async function route() {
  const mine = ++turn
  again = undefined
  const place = placeIn(location.hash.slice(1))
  main.setAttribute('aria-busy', 'true')
  try {
    const put = await (place === '' ? showList() : place === 'new' ? showNew() : showRequest(place))
    // Whoever has gone on meanwhile is not brought back.
    if (mine === turn) put()
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    if (mine === turn) showProblem(error.problem)
  }
}

// Whoever comes straight to a request is told whose page it is as well.
const whose =
  location.hash.length > 1
    ? ask().then(
        (page) => {
          setZone(page.timezone)
          greet(page)
        },
        () => undefined,
      )
    : undefined
void route()
addEventListener('hashchange', () => void route())
const lookAgain = () => {
  if (document.visibilityState === 'visible') again?.().catch(() => undefined)
}
document.addEventListener('visibilitychange', lookAgain)
setInterval(lookAgain, LOOK_AGAIN_MS)
