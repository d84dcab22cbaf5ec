// A real browser: the Chromium that comes from npm on Linux, elsewhere one that is installed (BROWSER names its program).
import { existsSync } from 'node:fs'
import chromiumPackage from '@sparticuz/chromium'
import { chromium, type Browser } from 'playwright-core'

const INSTALLED = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

export async function openBrowser(): Promise<Browser> {
  const named =
    process.env.BROWSER ?? (process.platform === 'linux' ? undefined : INSTALLED.find((path) => existsSync(path)))
  const executablePath = named ?? (await chromiumPackage.executablePath())
  return chromium.launch({ executablePath, args: chromiumPackage.args, headless: true })
}
