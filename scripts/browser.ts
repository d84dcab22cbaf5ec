// A real browser: the Chromium that comes from npm on Linux, elsewhere one that is installed (BROWSER names its program).
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { chromium, type Browser } from 'playwright-core'

const INSTALLED = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]
const CACHE = resolve(import.meta.dirname, '../node_modules/.cache')

// Not the package's own arguments: those make one process of it and switch the web's security off. As root there is no sandbox.
const ARGS = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--headless=shell', '--disable-gpu']

export async function openBrowser(): Promise<Browser> {
  const named =
    process.env.BROWSER ?? (process.platform === 'linux' ? undefined : INSTALLED.find((path) => existsSync(path)))
  return chromium.launch({ executablePath: named ?? (await unpackBrowser()), args: ARGS, headless: true })
}

/** The program, unpacked once for all who use it: whoever is first has made it. */
export async function unpackBrowser(): Promise<string> {
  const { resolve: find } = createRequire(import.meta.url)
  const manifest = join(find('@sparticuz/chromium'), '../../package.json')
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
  const folder = join(CACHE, `browser-${version}`)
  process.env.FONTCONFIG_PATH = join(folder, 'fonts')
  if (!existsSync(folder)) {
    mkdirSync(CACHE, { recursive: true })
    const making = mkdtempSync(join(CACHE, '.chromium-'))
    await unpackInto(making)
    try {
      renameSync(making, folder)
    } catch {
      rmSync(making, { recursive: true, force: true })
    }
  }
  return join(folder, 'chromium')
}

/** Its own list of fonts names places where they were on the machine it was made for; without any, no text is drawn. */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">fonts</dir></fontconfig>
`

/** The package unpacks into the temporary folder, wherever that is said to be. */
async function unpackInto(folder: string): Promise<void> {
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  try {
    const { default: packed } = await import('@sparticuz/chromium')
    await packed.executablePath()
    writeFileSync(join(folder, 'fonts/fonts.conf'), FONTS)
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}
