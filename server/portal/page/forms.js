// How what people fill in is sent: once, with what is wrong said where it is wrong.
import { t } from '../words/words.js'
import { say } from './show.js'
import { faultOf, newKey, Refused, sentenceOf } from './talk.js'

/** Does the work with the button off, so that it is done once; what goes wrong is said beside the form. */
export const guarded = (button, work, wrong) => async (event) => {
  event?.preventDefault()
  button.disabled = true
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    if (wrong) wrong(error.problem)
    else say(sentenceOf(error.problem))
  } finally {
    button.disabled = false
  }
}

/** Says what is wrong at the fields that it is wrong with; the rest below them. */
function wrongIn(form, problem) {
  const others = []
  for (const field of form.elements) if (field.name) markField(form, field, '')
  for (const error of problem.errors ?? []) {
    const field = form.elements.namedItem(error.pointer.slice(1))
    const fault = faultOf(error)
    if (field instanceof HTMLElement && markField(form, field, t('This {fault}.', { fault }))) continue
    others.push(fault)
  }
  const text = problem.errors ? others.join('; ') : sentenceOf(problem)
  const place = form.querySelector('[data-wrong]')
  place.textContent = text
  place.hidden = text === ''
  form.querySelector('[aria-invalid=true]')?.focus()
}

function markField(form, field, text) {
  const place = form.querySelector(`#${field.id}-wrong`)
  if (!field.id || !place) return false
  field.setAttribute('aria-invalid', String(text !== ''))
  place.textContent = text
  place.hidden = text === ''
  return true
}

/** Whether all that is needed is there; says at each field where not. */
function isFilled(form) {
  const errors = [...form.elements]
    .filter((field) => field.required && field.value.trim() === '')
    .map(({ name }) => ({ pointer: `/${name}`, message: t('needs a few words') }))
  wrongIn(form, { errors })
  return errors.length === 0
}

export function whenSent(form, send) {
  let key = newKey()
  form.addEventListener('input', () => (key = newKey()))
  const button = form.querySelector('.button')
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (isFilled(form) && !button.disabled)
      void guarded(
        button,
        () => send(key),
        (problem) => wrongIn(form, problem),
      )()
  })
}
