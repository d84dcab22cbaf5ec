import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { agency } from '../agency.ts'
import { thePageHouse } from '../browser.ts'
import { mailHouse, NINA, withNina } from '../mail-house.ts'
import { slackServer } from '../slack-server.ts'

/** What takes its time runs in the long form. */
const long = { skip: !process.env.TEST_LONG }

const CONVERSATION = '/v1/admin/projects/site/communications'

const text = (name: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(`The words of ${name}`) })

/** Chooses files with the button that asks for them. */
async function chooses(page: Page, button: Locator, ...files: ReturnType<typeof text>[]): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.click()])
  await chooser.setFiles(files)
}

test('files are brought onto a task, a request and the conversation, and taken away again', long, async () => {
  const { open } = await thePageHouse()
  const { max } = await agency()
  const asked = { title: 'New opening hours', type: 'change', source: 'phone', requester: { name: 'Nina' } }
  await max.post('/v1/admin/projects/site/requests', { id: 'hours', ...asked })
  const page = await open(max, '/projects/site/files')
  const bring = page.getByRole('region', { name: 'Bring files' })
  const onto = async (choice: string) => {
    await bring.getByRole('combobox', { name: 'Onto' }).click()
    await page.getByRole('option', { name: choice }).click()
  }
  await chooses(page, bring.getByRole('button', { name: 'Choose files' }), text('brief.txt'))
  await page.getByRole('row', { name: 'brief.txt' }).getByRole('link', { name: 'A message' }).waitFor()
  await onto('New opening hours')
  await bring.getByRole('checkbox', { name: 'The client sees it' }).check()
  await chooses(page, bring.getByRole('button', { name: 'Choose files' }), text('hours.txt'), text('menu.txt'))
  await page.getByRole('row', { name: 'hours.txt' }).getByText('The client too').waitFor()

  await page.getByRole('navigation', { name: 'Parts of the project' }).getByRole('link', { name: 'List' }).click()
  await page.getByRole('link', { name: 'Copywriting' }).click()
  const task = page.getByRole('dialog', { name: 'Copywriting' }).getByRole('region', { name: 'Files' })
  await chooses(page, task.getByRole('button', { name: 'Add files' }), text('draft.txt'))
  await task.getByRole('link', { name: /^draft\.txt/ }).waitFor()
  await task.getByRole('button', { name: 'Delete draft.txt' }).click()
  await page.getByRole('dialog', { name: 'Delete draft.txt' }).getByRole('button', { name: 'Delete' }).click()
  await task.getByRole('link').waitFor({ state: 'detached' })

  await page.goto('/requests?request=hours')
  const request = page.getByRole('region', { name: 'The open request' })
  await request.getByRole('link', { name: /^menu\.txt/ }).waitFor()
  await chooses(page, request.getByRole('button', { name: 'Add files' }), {
    ...text('run.html'),
    mimeType: 'text/html',
  })
  await request.getByRole('alert').getByText('run.html').waitFor()
  const { body } = await max.get('/v1/admin/projects/site/attachments?sort=createdAt')
  assert.deepEqual(body.data.map(({ name }: { name: string }) => name).toSorted(), [
    'brief.txt',
    'hours.txt',
    'menu.txt',
  ])
  await page.context().close()
})

test('who writes to the client chooses who of them gets the mail', long, async (t) => {
  const { open } = await thePageHouse()
  const house = await agency()
  const { ada, amy } = house
  await withNina(house)
  const [{ contacts }] = [(await ada.get('/v1/admin/accounts/bakery')).body]
  await ada.put('/v1/admin/accounts/bakery', {
    contacts: [...contacts, { name: 'Olive', email: 'olive@bakery.example' }],
  })
  const { send } = await mailHouse(t)
  const page = await open(amy, '/projects/site/conversation')
  const form = page.getByRole('region', { name: 'Conversation' })
  await form.getByText('To the client', { exact: true }).click()
  await form.getByText(`Nina Brot (${NINA})`).waitFor()
  await form.getByRole('combobox', { name: 'To' }).click()
  await page.getByRole('option', { name: 'Olive (olive@bakery.example)' }).click()
  await form.getByRole('textbox', { name: /^A message to the client/ }).fill('The draft is ready.')
  await form.getByRole('button', { name: 'Send to client' }).click()
  await form.getByText('On its way to Nina Brot, Olive').waitFor()
  const mails = await send()
  assert.deepEqual(mails.flatMap(({ recipients }) => recipients).toSorted(), [NINA, 'olive@bakery.example'])
  await page.context().close()
})

test('a project is connected to its Slack channel, and what is said goes there until it is let go', long, async (t) => {
  const { open } = await thePageHouse()
  const { max } = await agency()
  const { carrier, posted } = await slackServer(t)
  const { loop } = await mailHouse(t, { slack: carrier })
  const page = await open(max, '/projects/site/conversation')
  const channel = page.getByRole('region', { name: 'Slack channel' })
  const dialog = page.getByRole('dialog')
  await channel.getByRole('button', { name: 'Connect a channel' }).click()
  await dialog.getByRole('textbox', { name: /channel’s id/ }).fill('general')
  await dialog.getByRole('button', { name: 'Connect' }).click()
  await dialog.getByRole('alert').waitFor()
  await dialog.getByRole('textbox', { name: /channel’s id/ }).fill('C0SITE')
  await dialog.getByRole('button', { name: 'Connect' }).click()
  await channel.getByText('Team only').waitFor()

  const says = async (words: string) => {
    await page.getByRole('textbox', { name: 'A note for the team…' }).fill(words)
    await page.getByRole('button', { name: 'Add note' }).click()
    await page.getByRole('list', { name: 'Conversation' }).getByText(words).waitFor()
    await loop.kick()
  }
  await says('The menu is done.')
  await channel.getByRole('button', { name: 'Disconnect' }).click()
  await dialog.getByRole('button', { name: 'Disconnect' }).click()
  await channel.getByRole('button', { name: 'Connect a channel' }).waitFor()
  await says('Said here alone.')
  assert.deepEqual(
    posted.map((each) => [each.channel, /The menu is done\./.test(each.text)]),
    [['C0SITE', true]],
  )
  assert.equal((await max.get(CONVERSATION)).body.pagination.total, 2)
  await page.context().close()
})

test('a client asks by the link that was made for them, until it is taken back', async () => {
  const { open, baseUrl } = await thePageHouse()
  const { amy } = await agency()
  const page = await open(amy, '/projects/site/requests')
  await page.getByRole('button', { name: 'Client links' }).click()
  const links = page.getByRole('dialog', { name: 'Client links' })
  await links.getByRole('button', { name: 'Make a link' }).click()
  const make = page.getByRole('dialog', { name: 'Make a link' })
  await make.getByRole('textbox', { name: 'Name' }).fill('Nina Brot')
  await make.getByRole('textbox', { name: 'Email' }).fill(NINA)
  await make.getByRole('button', { name: 'Make it' }).click()
  const address = await links.getByRole('textbox', { name: 'The address' }).inputValue()

  const browser = page.context().browser()
  const client = await (await browser?.newContext({ baseURL: baseUrl }))?.newPage()
  assert.ok(client)
  await client.goto(address)
  await client.getByRole('link', { name: 'Write your first request' }).click()
  await client.getByRole('textbox', { name: 'In a few words' }).fill('New opening hours')
  await client.getByRole('textbox', { name: 'Tell us more' }).fill('From Monday on we open at seven.')
  await client.getByRole('button', { name: /^Send/ }).click()
  await client.getByRole('heading', { name: 'New opening hours' }).waitFor()

  await links.getByRole('button', { name: 'Take back: Nina Brot' }).click()
  await page
    .getByRole('dialog', { name: /^Take the link of/ })
    .getByRole('button', { name: 'Take it back' })
    .click()
  await links.getByText('Taken back').first().waitFor()
  await links.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('list', { name: 'Requests' }).getByText('New opening hours').waitFor()
  await client.reload()
  await client.getByRole('heading', { name: 'This page is not there any more' }).waitFor()
  await client.context().close()
  await page.context().close()
})
