// Tables for spreadsheets (RFC 4180), made in the browser of what is shown.

export type CsvValue = string | number | null

/** A text that a spreadsheet would take for a formula is kept from being one. */
function cell(value: CsvValue): string {
  if (value === null) return ''
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value)
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export const csvOf = (rows: readonly (readonly CsvValue[])[]): string =>
  [...rows.map((row) => row.map(cell).join(',')), ''].join('\r\n')

/** Its address until it is revoked. Spreadsheets read UTF-8 by its mark. */
export const addressOfCsv = (text: string): string =>
  URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/csv;charset=utf-8' }))

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
