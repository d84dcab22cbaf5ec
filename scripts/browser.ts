// A real browser: the Chromium that comes from npm on Linux, elsewhere one that is installed (BROWSER names its program).
import { existsSync } from 'node:fs'
import chromiumPackage from '@sparticuz/chromium'
import { chromium, type Browser } from 'playwright-core'

const INSTALLED = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

// Not the package's own arguments: those make one process of it and switch the web's security off. As root there is no sandbox.
const ARGS = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--headless=shell', '--disable-gpu']

export async function openBrowser(): Promise<Browser> {
  const named =
    process.env.BROWSER ?? (process.platform === 'linux' ? undefined : INSTALLED.find((path) => existsSync(path)))
  const executablePath = named ?? (await chromiumPackage.executablePath())
  return chromium.launch({ executablePath, args: ARGS, headless: true })
}
