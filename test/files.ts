// Files for tests: brought as a browser brings them, and found where they are kept.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ask, theHouse, type Agency, type Person } from './agency.ts'

/** Brings a file into a project. */
export const bring = (
  who: Person,
  { baseUrl }: Pick<Agency, 'baseUrl'>,
  query: string,
  content = 'words',
  type = 'text/plain',
  project = 'site',
) =>
  ask(baseUrl, 'POST', `/v1/admin/projects/${project}/attachments?${query}`, content, {
    authorization: `Bearer ${who.token}`,
    'content-type': type,
  })

/** Where each file lies that is kept by now. */
export const stored = async (): Promise<string[]> => {
  const { filesDir } = await theHouse()
  return readdirSync(filesDir, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
}
