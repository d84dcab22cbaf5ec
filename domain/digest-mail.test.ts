// A week as its mail tells it in German, read whole: what needs one, what changed, and how numbers, days and money are written.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Digest } from './digest.ts'
import { digestInChat, weeklyMail } from './digest-mail.ts'
import {
  billedInAll,
  billedTo,
  bookedOver,
  healed,
  lateRequest,
  lateWork,
  movedProject,
  workInAll,
} from './digest-words.ts'
import { inEnglish, type Said } from './said.ts'
import { speechOf, type Catalogue } from './speech.ts'

const words = JSON.parse(readFileSync(new URL('../web/languages/de.json', import.meta.url), 'utf8')) as Catalogue
const german = speechOf('de', 'de-AT', words)

const line = (said: Said, type = 'project') => ({
  text: inEnglish(said),
  said,
  entity: { type, id: 'x' },
  projectId: null,
})
const inAll = (said: Said) => ({ summary: inEnglish(said), said })
const nothing = { summary: null, said: null, more: 0 }
const billed = { name: 'Bäckerei Blau', billedMinor: 1_234_550, creditedMinor: 0, currency: 'EUR' }
const week: Digest = {
  from: '2026-12-28',
  to: '2027-01-03',
  needs: [
    {
      kind: 'late_requests',
      ...nothing,
      lines: [
        line(
          lateRequest({ title: 'Neue Zeiten', account: 'Bäckerei Blau', promised: 'answer', dueOn: '2027-01-02' }),
          'request',
        ),
      ],
    },
    {
      kind: 'work',
      ...inAll(workInAll(3, 1)),
      more: 1,
      lines: [line(lateWork({ name: 'Website', overdue: 2, blocked: 1, oldestOn: '2026-12-21' }))],
    },
    {
      kind: 'capacity',
      ...nothing,
      lines: [
        line(
          bookedOver({
            person: { name: 'Mia' },
            days: [{ on: '2027-01-04', bookedMinutes: 570, capacityMinutes: 480 }],
          }),
          'person',
        ),
      ],
    },
  ],
  changed: [
    {
      kind: 'health',
      ...nothing,
      lines: [
        line(
          healed({
            name: 'Website',
            fromBand: 'healthy',
            toBand: 'watch',
            fromScore: 81,
            toScore: 64,
            worst: 'schedule',
          }),
        ),
      ],
    },
    {
      kind: 'projects',
      ...nothing,
      lines: [
        line(movedProject({ name: 'Logo', account: 'Bäckerei Blau', from: 'active', to: 'on_hold', reason: 'Budget' })),
      ],
    },
    { kind: 'billed', ...inAll(billedInAll([billed])), more: 0, lines: [line(billedTo(billed), 'account')] },
  ],
}

const WEEK = `WAS SIE BRAUCHT

Anfragen über ihrer Frist
  * „Neue Zeiten“ von Bäckerei Blau ist verspätet: Die Antwort war am 2. Jän. fällig
    ops:/requests?request=x&status=all

Überfällige und blockierte Arbeit: 3 überfällige Aufgaben, 1 blockiert
  * 2 überfällige Aufgaben, die älteste seit 21. Dez., 1 blockiert in Website
    ops:/projects/x
  und 1 mehr: ops:/projects

Überlastete Personen
  * Mia ist ab 4. Jän. an 1 Tag um 1,5 Std. überbucht
    ops:/people/x


WAS SICH GEÄNDERT HAT

Gesundheit
  * Website ist von „gesund“ auf „beobachten“ gefallen (von 81 auf 64), am schlechtesten bei: Terminplan
    ops:/projects/x

Projekte
  * Logo für Bäckerei Blau wurde pausiert: Budget
    ops:/projects/x

Abgerechnet: € 12.345,50 abgerechnet
  * Bäckerei Blau: € 12.345,50 abgerechnet
    ops:/accounts/x

ops:/digest?to=2027-01-03

-- 
Sie erhalten diese Nachricht, weil Sie darüber informiert werden möchten.
Weniger E-Mails: ops:/mute
`

test('a week in German is German to the last word, with its days, numbers and money as in Austria', () => {
  const mail = weeklyMail(week, { urlOf: (path) => `ops:${path}`, muteUrl: 'ops:/mute' }, german)
  assert.equal(
    mail.subject,
    'Ihre Woche, 28. Dezember 2026 – 3. Jänner 2027: 1 verspätete Anfrage, 2 Projekte im Rückstand, 1 überlastete Person',
  )
  assert.equal(mail.text.replaceAll('\u00a0', ' '), WEEK)
  assert.match(mail.html, /<html lang="de">/)
  assert.match(digestInChat(week, german).text, /• und 1 mehr/)
})
