// Tables for spreadsheets, saved by the browser.
import { csvOf, UTF8_MARK, type CsvValue } from '../domain/csv-text.ts'

export { csvOf, type CsvValue } from '../domain/csv-text.ts'

/** Its address until it is revoked. */
export const addressOfCsv = (text: string): string =>
  URL.createObjectURL(new Blob([UTF8_MARK, text], { type: 'text/csv;charset=utf-8' }))

export function saveAs(address: string, name: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
}

export function saveCsv(name: string, rows: readonly (readonly CsvValue[])[]): void {
  const address = addressOfCsv(csvOf(rows))
  saveAs(address, name)
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
